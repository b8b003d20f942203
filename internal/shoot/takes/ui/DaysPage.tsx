import { useMessages } from '@i18n'
import { Answer, DateText, EmptyState, Page, Panel } from '@kit'
import { Badge, Button, Table } from '@mantine/core'
import { useGo, usePath } from '@shell'
import { Link } from '@tanstack/react-router'
import { lengthText } from './figures'
import styles from './Takes.module.css'
import type { DayItem } from './types'
import { useDays } from './uselog'
import { Wide } from './Wide'

/** All shoot days with what was logged on them. */
export default function DaysPage() {
  const t = useMessages('shoot/takes')
  const path = usePath()
  const days = useDays()
  const list = days.data?.days ?? []
  return (
    <Page title={t('title')} lead={t('days_lead')}>
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
  const t = useMessages('shoot/takes')
  const units = new Set(list.map((day) => day.unit)).size
  return (
    <Wide label={t('days_lead')}>
      <Table highlightOnHover className={styles.days}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('day')}</Table.Th>
            {units > 1 && <Table.Th>{t('unit')}</Table.Th>}
            <Table.Th>{t('scenes')}</Table.Th>
            <Table.Th ta="right">{t('setups')}</Table.Th>
            <Table.Th ta="right">{t('takes')}</Table.Th>
            <Table.Th ta="right">{t('circled')}</Table.Th>
            <Table.Th ta="right">{t('run')}</Table.Th>
            <Table.Th>{t('clips')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.map((day) => (
            <Day key={day.id} day={day} units={units > 1} />
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  )
}

function Day({ day, units }: { day: DayItem; units: boolean }) {
  const t = useMessages('shoot/takes')
  const path = usePath()
  const go = useGo()
  return (
    // The whole row is a target for fingers; the link in it is the one for keyboards.
    <Table.Tr onClick={() => go('shoot/takes', 'day/$day', { day: day.id })} style={{ cursor: 'pointer' }}>
      <Table.Td>
        <Link
          to={path('shoot/takes', 'day/$day', { day: day.id })}
          className={styles.dayLink}
          onClick={(event) => event.stopPropagation()}
        >
          <b>{day.number > 0 ? t('day_number', { number: day.number }) : day.unit}</b>{' '}
          <DateText value={day.date} />
        </Link>
      </Table.Td>
      {units && <Table.Td>{day.unit}</Table.Td>}
      <Table.Td>{(day.scenes ?? []).join(', ')}</Table.Td>
      <Table.Td ta="right">{day.setups || ''}</Table.Td>
      <Table.Td ta="right">{day.takes || ''}</Table.Td>
      <Table.Td ta="right">{day.circled || ''}</Table.Td>
      <Table.Td ta="right">{lengthText(day.run_ms)}</Table.Td>
      <Table.Td>
        {day.clips > 0 && (
          <Badge variant="light" color={day.open > 0 ? 'orange' : 'green'}>
            {day.open > 0 ? t('clips_open', { count: day.open }) : t('clips_done', { count: day.clips })}
          </Badge>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
