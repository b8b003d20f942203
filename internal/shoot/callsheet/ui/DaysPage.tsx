import { useMessages } from '@i18n'
import { Ago, Answer, DateText, EmptyState, Page, Panel } from '@kit'
import { Badge, Button, Table, Text } from '@mantine/core'
import { useGo, usePath } from '@shell'
import { Link } from '@tanstack/react-router'
import styles from './Sheet.module.css'
import type { DayItem } from './types'
import { useDays } from './usesheet'

const tone: Record<string, string> = {
  called: 'indigo',
  shooting: 'green',
  wrapped: 'gray',
  cancelled: 'red',
}

/** All shoot days: what is shot, and how far their call sheets are. */
export default function DaysPage() {
  const t = useMessages('shoot/callsheet')
  const path = usePath()
  const days = useDays()
  const list = days.data?.days ?? []
  return (
    <Page title={t('title')} lead={list.length > 0 && t('days_lead', { count: list.length })}>
      <Answer of={days}>
        {() =>
          list.length > 0 ? (
            <Panel>
              <Days list={list} />
            </Panel>
          ) : (
            <EmptyState
              title={t('nodays')}
              action={
                <Button component={Link} to={path('planning/board', 'boards')}>
                  {t('to_boards')}
                </Button>
              }
            >
              {t('nodays_text')}
            </EmptyState>
          )
        }
      </Answer>
    </Page>
  )
}

function Days({ list }: { list: readonly DayItem[] }) {
  const t = useMessages('shoot/callsheet')
  const units = new Set(list.map((day) => day.unit)).size
  return (
    <Table highlightOnHover className={styles.days}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('date')}</Table.Th>
          {units > 1 && <Table.Th>{t('unit')}</Table.Th>}
          <Table.Th>{t('scenes')}</Table.Th>
          <Table.Th ta="right">{t('pages')}</Table.Th>
          <Table.Th>{t('status')}</Table.Th>
          <Table.Th>{t('issue')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {list.map((day) => (
          <Day key={day.id} day={day} units={units > 1} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Day({ day, units }: { day: DayItem; units: boolean }) {
  const t = useMessages('shoot/callsheet')
  const path = usePath()
  const go = useGo()
  const name = day.number > 0 ? t('day_number', { number: day.number }) : t(`kind.${day.kind}`)
  return (
    // The whole row is a target for fingers; the link in it is the one for keyboards.
    <Table.Tr
      onClick={() => go('shoot/callsheet', 'day/$day', { day: day.id })}
      style={{ cursor: 'pointer' }}
    >
      <Table.Td>
        <Link
          to={path('shoot/callsheet', 'day/$day', { day: day.id })}
          className={styles.dayLink}
          onClick={(event) => event.stopPropagation()}
        >
          <b>{name}</b> <DateText value={day.date} />
        </Link>
      </Table.Td>
      {units && <Table.Td>{day.unit}</Table.Td>}
      <Table.Td>{(day.scenes ?? []).join(', ')}</Table.Td>
      <Table.Td ta="right">{day.length}</Table.Td>
      <Table.Td>
        <Badge variant="light" color={tone[day.status] ?? 'gray'}>
          {t(`status.${day.status || 'planned'}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        {day.issue > 0 ? (
          <>
            {t('issue_number', { number: day.issue })}
            {day.at_ms !== undefined && (
              <Text size="xs" c="dimmed">
                <Ago at={day.at_ms} />
              </Text>
            )}
          </>
        ) : (
          <Text size="sm" c="dimmed">
            {t('notissued')}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
