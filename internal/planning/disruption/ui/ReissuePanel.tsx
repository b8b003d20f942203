import { useLanguage, useMessages } from '@i18n'
import { DateText, Panel } from '@kit'
import { Badge, Button, Group, Table } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { usePath } from '@shell'
import { useRight } from '@sync'
import { Link } from '@tanstack/react-router'
import styles from './Disruption.module.css'
import { type Answer as Disruption, paths } from './types'
import { useWrite } from './useWrite'
import { hours, money } from './words'

/** What was out and no longer holds, whom it concerns, and what the ledger says. */
export function ReissuePanel({ data }: { data: Disruption }) {
  const t = useMessages('planning/disruption')
  const path = usePath()
  const language = useLanguage()
  const write = useWrite()
  const mayPlan = useRight('disruption.plan')
  const { sheets, schedules, delivered, acknowledged, waiting } = data.reissue
  const handOut = async () => {
    const title = t('hand_out')
    if (await write({ title, method: 'POST', path: paths.copies, params: { disruption: data.id }, body: {} }))
      notifications.show({ title, message: t('handed_out') })
  }
  const ready = sheets.some((one) => one.now && one.people.length > 0)
  return (
    <>
      <Panel title={t('reissue')}>
        {sheets.length + schedules.length === 0 && <p className={styles.hint}>{t('reissue_none')}</p>}
        {sheets.length + schedules.length > 0 && (
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('paper')}</Table.Th>
                <Table.Th>{t('changes')}</Table.Th>
                <Table.Th>{t('goes_to')}</Table.Th>
                <Table.Th>{t('state')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sheets.map((one) => (
                <Table.Tr key={one.day}>
                  <Table.Td>
                    <Link to={path('shoot/callsheet', '$day', { day: one.day })}>{one.name}</Link>
                  </Table.Td>
                  <Table.Td>{one.changes.slice(0, 4).join(' · ')}</Table.Td>
                  <Table.Td>
                    {one.people.length === 0
                      ? t('nobody')
                      : t('people_of', {
                          count: one.people.length,
                          names: one.people
                            .slice(0, 4)
                            .map((who) => who.name)
                            .join(', '),
                        })}
                  </Table.Td>
                  <Table.Td>
                    <Badge
                      variant="light"
                      miw="max-content"
                      color={one.now ? 'green' : one.people.length ? 'red' : 'gray'}
                    >
                      {one.now
                        ? t('issue_now', { number: String(one.now) })
                        : t('issue_was', { number: String(one.was) })}
                    </Badge>
                  </Table.Td>
                </Table.Tr>
              ))}
              {schedules.map((one) => (
                <Table.Tr key={one.name}>
                  <Table.Td>{one.name}</Table.Td>
                  <Table.Td />
                  <Table.Td />
                  <Table.Td>
                    <Badge variant="light" miw="max-content" color={one.now ? 'green' : 'red'}>
                      {one.now
                        ? t('issue_now', { number: String(one.now) })
                        : t('issue_was', { number: String(one.was) })}
                    </Badge>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {delivered > 0 && (
          <p>
            {t('delivered', { count: delivered, seen: String(acknowledged) })}
            {waiting.length > 0 && ` ${t('waiting', { names: waiting.slice(0, 8).join(', ') })}`}
          </p>
        )}
        {mayPlan && ready && (
          <Group mt="sm">
            <Button onClick={() => void handOut()}>{t('hand_out')}</Button>
          </Group>
        )}
      </Panel>
      <Panel title={t('ledger_entry')}>
        {data.delays.map((one) => (
          <p key={one.id} className={styles.lead}>
            <DateText value={one.date} /> · {t(`cause.${one.cause}`)} · {one.text} ·{' '}
            {one.lost_days > 0 ? t('lost_days', { count: one.lost_days }) : hours(one.lost_min)}
            {one.sum.length > 0 && ` · ${one.sum.map((sum) => money(sum, language)).join(' + ')}`}{' '}
            <Link to={path('planning/disruption', 'ledger')}>{t('ledger')}</Link>
          </p>
        ))}
      </Panel>
    </>
  )
}
