import { useMessages } from '@i18n'
import { Panel } from '@kit'
import { Badge, Button, Group, Select, Table, TextInput } from '@mantine/core'
import { useState } from 'react'
import styles from './Rules.module.css'
import { type PlanRule, paths } from './types'
import { useWrite } from './useWrite'

const modes = ['hard', 'buy', 'soft', 'off'] as const

/** How the rules of the stripboard count here: hard, bought at a price, weighed, or not at all. */
export function Modes({ list, mayEdit }: { list: readonly PlanRule[]; mayEdit: boolean }) {
  const t = useMessages('planning/rules')
  return (
    <Panel title={t('modes')}>
      <p className={styles.hint}>{t('modes_hint')}</p>
      <Table verticalSpacing={4} className={styles.small}>
        <Table.Tbody>
          {list.map((one) => (
            <ModeRow key={`${one.key}${one.mode}${one.weight}`} rule={one} mayEdit={mayEdit} />
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  )
}

function ModeRow({ rule, mayEdit }: { rule: PlanRule; mayEdit: boolean }) {
  const t = useMessages('planning/rules')
  const write = useWrite()
  const [mode, setMode] = useState<string>(rule.mode)
  const [weight, setWeight] = useState(rule.weight ?? '')
  const [reason, setReason] = useState(rule.reason ?? '')
  const changed = mode !== rule.mode || weight !== (rule.weight ?? '') || reason !== (rule.reason ?? '')
  const name = t(`plan.${rule.key}`)
  const save = () =>
    void write({
      title: `${name}: ${t(`mode.${mode}`)}`,
      method: 'PUT',
      path: paths.mode,
      params: { key: rule.key },
      body: { mode, reason, ...(mode === 'soft' && weight ? { weight } : {}) },
      preview: true,
    })
  return (
    <Table.Tr>
      <Table.Td>
        {name}
        {rule.problem && <div className={styles.problem}>{rule.problem}</div>}
      </Table.Td>
      <Table.Td>
        {mayEdit ? (
          <Group gap="xs" wrap="nowrap">
            <Select
              size="xs"
              w={150}
              aria-label={name}
              data={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
              value={mode}
              onChange={(value) => setMode(value ?? rule.mode)}
              allowDeselect={false}
            />
            {mode === 'soft' && (
              <TextInput
                size="xs"
                w={130}
                aria-label={t('weight')}
                placeholder={t('price_example')}
                value={weight}
                onChange={(event) => setWeight(event.currentTarget.value)}
              />
            )}
            {(changed || rule.record) && (
              <TextInput
                size="xs"
                aria-label={t('reason')}
                placeholder={t('reason')}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            )}
            {changed && (
              <Button size="compact-xs" onClick={save}>
                {t('save')}
              </Button>
            )}
          </Group>
        ) : (
          t(`mode.${rule.mode}`)
        )}
      </Table.Td>
      <Table.Td ta="right">
        {rule.mode !== rule.usual && (
          <Badge size="xs" variant="light">
            {t('usual', { mode: t(`mode.${rule.usual}`) })}
          </Badge>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
