import { useLanguage, useMessages } from '@i18n'
import { Answer, EmptyState, formatCivil, Page } from '@kit'
import { Button, Menu, SegmentedControl, Switch, TextInput } from '@mantine/core'
import { useProduction, useRead, useRight } from '@sync'
import {
  IconCalendarDown,
  IconCalendarMonth,
  IconDots,
  IconFileImport,
  IconRss,
  IconSearch,
} from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import styles from './Calendars.module.css'
import { Chart } from './Chart'
import { ClashList } from './ClashList'
import { DaysModal } from './DaysModal'
import { type Filter, groupKey, linesOf, type Zoom } from './days'
import { ImportModal } from './ImportModal'
import { Legend } from './Legend'
import { type Draft, SpanModal } from './SpanModal'
import { SubscribeModal } from './SubscribeModal'
import { calendarKinds, type CalendarPage as Data, paths, type Row } from './types'

type Open =
  | { modal: 'span'; draft: Draft }
  | { modal: 'days'; row: Row; from: string; to: string }
  | { modal: 'import'; row?: Row }
  | { modal: 'subscribe'; row?: Row }

/** Who and what can be had on which day: one calendar of people, places, gear and units. */
export default function CalendarPage() {
  const t = useMessages('planning/calendars')
  const page = useRead<Data>(paths.page, { kinds: calendarKinds })
  const [open, setOpen] = useState<Open>()
  return (
    <Page title={t('title')} lead={t('lead')} layout="fill" actions={<Actions onOpen={setOpen} />}>
      <Answer of={page}>
        {(data) =>
          (data.groups ?? []).length === 0 || !data.from ? (
            <EmptyState title={t('empty')} icon={IconCalendarMonth}>
              {t('empty_text')}
            </EmptyState>
          ) : (
            <Body data={data} onOpen={setOpen} />
          )
        }
      </Answer>
      {page.data && open?.modal === 'span' && (
        <SpanModal draft={open.draft} mayReason={page.data.private} onClose={() => setOpen(undefined)} />
      )}
      {open?.modal === 'days' && <DaysModal {...open} onClose={() => setOpen(undefined)} />}
      {page.data && open?.modal === 'import' && (
        <ImportModal page={page.data} row={open.row} onClose={() => setOpen(undefined)} />
      )}
      {page.data && open?.modal === 'subscribe' && (
        <SubscribeModal page={page.data} row={open.row} onClose={() => setOpen(undefined)} />
      )}
    </Page>
  )
}

function Actions({ onOpen }: { onOpen(open: Open): void }) {
  const t = useMessages('planning/calendars')
  const production = useProduction()
  const mayEdit = useRight('calendar.edit')
  const maySubscribe = useRight('tokens.create')
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDots size={16} />}>
            {t('calendar_menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={paths.ics.replace('{production}', production.id)}
            leftSection={<IconCalendarDown size={16} />}
          >
            {t('download')}
          </Menu.Item>
          {maySubscribe && (
            <Menu.Item leftSection={<IconRss size={16} />} onClick={() => onOpen({ modal: 'subscribe' })}>
              {t('subscribe')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {mayEdit && (
        <Button leftSection={<IconFileImport size={16} />} onClick={() => onOpen({ modal: 'import' })}>
          {t('import')}
        </Button>
      )}
    </>
  )
}

function Body({ data, onOpen }: { data: Data; onOpen(open: Open): void }) {
  const t = useMessages('planning/calendars')
  const language = useLanguage()
  const mayEdit = useRight('calendar.edit')
  const [zoom, setZoom] = useState<Zoom>('season')
  const [filter, setFilter] = useState<Filter>({ words: '', folded: new Set(), clashes: false })
  const [goal, setGoal] = useState<{ row: string; date: string }>()
  const lines = useMemo(() => linesOf(data.groups ?? [], filter), [data.groups, filter])
  const fold = (key: string) => {
    const folded = new Set(filter.folded)
    if (!folded.delete(key)) folded.add(key)
    setFilter({ ...filter, folded })
  }
  return (
    <div className={styles.desk}>
      <div className={styles.bar}>
        <TextInput
          size="xs"
          leftSection={<IconSearch size={14} />}
          placeholder={t('filter')}
          aria-label={t('filter')}
          value={filter.words}
          onChange={(event) => setFilter({ ...filter, words: event.currentTarget.value })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('zoom')}
          value={zoom}
          onChange={(value) => setZoom(value as Zoom)}
          data={(['month', 'season', 'all'] as const).map((value) => ({ value, label: t(`zoom.${value}`) }))}
        />
        <Switch
          size="xs"
          label={t('only_clashes')}
          checked={filter.clashes}
          onChange={(event) => setFilter({ ...filter, clashes: event.currentTarget.checked })}
        />
        <span className={styles.range}>
          {t('from_to', {
            from: formatCivil(data.from, language, 'short'),
            to: formatCivil(data.to, language, 'short'),
          })}
        </span>
        <Legend />
      </div>
      <Chart
        data={data}
        lines={lines}
        zoom={zoom}
        folded={filter.folded}
        goal={goal}
        mayEdit={mayEdit}
        onFold={(group) => fold(groupKey(group))}
        onEdit={(row, from, to, span) =>
          row.kind === 'unit'
            ? onOpen({ modal: 'days', row, from, to })
            : onOpen({ modal: 'span', draft: { row, from, to, span } })
        }
        onRow={(row, what) => onOpen({ modal: what, row })}
      />
      {data.clashes > 0 && <ClashList data={data} onGo={(row, date) => setGoal({ row, date })} />}
    </div>
  )
}
