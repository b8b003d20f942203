import { useMessages } from '@i18n'
import { DateText, Panel } from '@kit'
import { Alert, Badge, Chip, Group, Table } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './Rules.module.css'
import { type Rules, severityColour } from './types'

const shown = 60

/** Days of the board on which a rule is broken, worst first when asked for. */
export function Breaches({ data }: { data: Rules }) {
  const t = useMessages('planning/rules')
  const [only, setOnly] = useState<string[]>(['block', 'price'])
  const all = data.breaches ?? []
  const counts = (severity: string) => all.filter((one) => one.severity === severity).length
  const list = all.filter((one) => only.includes(one.severity))
  return (
    <Panel title={t('breaches')}>
      {data.why && <Alert color="yellow">{data.why}</Alert>}
      {all.length === 0 ? (
        !data.why && (
          <Alert color="green" icon={<IconCircleCheck />}>
            {t('no_breaches')}
          </Alert>
        )
      ) : (
        <>
          <Chip.Group multiple value={only} onChange={setOnly}>
            <Group gap="xs" mb="xs">
              {['block', 'price', 'warn', 'info'].map((one) => (
                <Chip
                  key={one}
                  value={one}
                  size="xs"
                  color={severityColour[one]}
                  disabled={counts(one) === 0}
                >
                  {t(`severity.${one}`)} {counts(one)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Table verticalSpacing={4} className={styles.small}>
            <Table.Tbody>
              {list.slice(0, shown).map((one) => (
                <Table.Tr key={`${one.date} ${one.record} ${one.pack} ${one.rule} ${one.text}`}>
                  <Table.Td className={styles.date}>
                    {one.date ? <DateText value={one.date} /> : t('whole')}
                  </Table.Td>
                  <Table.Td>{one.person}</Table.Td>
                  <Table.Td>
                    <Badge size="xs" color={severityColour[one.severity]} variant="light">
                      {t(`severity.${one.severity}`)}
                    </Badge>{' '}
                    {one.text} {one.cost && <b>{one.cost}</b>}
                    {one.citation && <small className={styles.hint}> {one.citation}</small>}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {list.length > shown && <p className={styles.hint}>{t('more', { count: list.length - shown })}</p>}
        </>
      )}
    </Panel>
  )
}
