import { useMessages } from '@i18n'
import { Answer, DateText, Page, Panel } from '@kit'
import { Alert, Button, Checkbox, Group, Select, TextInput } from '@mantine/core'
import { useProduction, useRead, useRight } from '@sync'
import { IconAlertTriangle, IconCalendarDown, IconCircleCheck, IconHandStop } from '@tabler/icons-react'
import styles from './Adaptation.module.css'
import { Agreements } from './Agreements'
import { NoSource } from './MapPage'
import { Papers } from './Papers'
import { Terms } from './Terms'
import { paths, type Rights, today } from './types'
import { useSource, useWrite } from './useSource'

/** Until when the rights last, whether photography may begin, and what proves it. */
export default function RightsPage() {
  const t = useMessages('story/adaptation')
  const production = useProduction()
  const { sources, list, source, choose } = useSource()
  const rights = useRead<Rights>(paths.rights, {
    params: { source: source?.id ?? '' },
    query: { today: today() },
    kinds: ['source', 'rights_term', 'grant', 'condition', 'title_item', 'title', 'shoot_day'],
    skip: !source,
  })
  const actions = source && (
    <Group gap="xs">
      {list.length > 1 && (
        <Select
          aria-label={t('source')}
          data={list.map((one) => ({ value: one.id, label: one.name }))}
          value={source.id}
          onChange={(id) => id && choose(id)}
          allowDeselect={false}
          w={220}
        />
      )}
      <Button
        variant="default"
        component="a"
        href={paths.calendar.replace('{production}', production.id).replace('{source}', source.id)}
        leftSection={<IconCalendarDown size={16} />}
      >
        {t('calendar')}
      </Button>
    </Group>
  )
  return (
    <Page title={t('rights')} lead={source?.name} actions={actions}>
      <Answer of={sources}>
        {() =>
          source ? (
            <Answer of={rights}>{(data) => <Body source={source.id} data={data} />}</Answer>
          ) : (
            <NoSource />
          )
        }
      </Answer>
    </Page>
  )
}

function Body({ source, data }: { source: string; data: Rights }) {
  const mayEdit = useRight('adaptation.rights')
  return (
    <div className={styles.stack}>
      <Clearance data={data} />
      <Alarms data={data} />
      <Terms source={source} data={data} mayEdit={mayEdit} />
      {data.details ? (
        <>
          <Papers source={source} data={data} mayEdit={mayEdit} />
          <Agreements source={source} data={data} mayEdit={mayEdit} />
        </>
      ) : (
        <Withheld />
      )}
      {mayEdit && <Settings source={source} data={data} />}
    </div>
  )
}

function Withheld() {
  const t = useMessages('story/adaptation')
  return <p className={styles.hint}>{t('withheld')}</p>
}

/** The verdict: may photography begin. */
function Clearance({ data }: { data: Rights }) {
  const t = useMessages('story/adaptation')
  const looks = {
    clear: { color: 'green', icon: <IconCircleCheck /> },
    warn: { color: 'yellow', icon: <IconAlertTriangle /> },
    block: { color: 'red', icon: <IconHandStop /> },
  }[data.state] ?? { color: 'gray', icon: undefined }
  return (
    <Alert variant="light" color={looks.color} icon={looks.icon} title={t(`clearance.${data.state}`)}>
      <p className={styles.tight}>
        {data.photography ? (
          <>
            {t('photography')} <DateText value={data.photography} style="long" />
          </>
        ) : (
          t('no_photography')
        )}
      </p>
      <ul className={styles.points}>
        {(data.points ?? []).map((one) => (
          <li key={one.text}>
            {one.text}
            {one.decide_by && (
              <>
                {' · '}
                {t('decide_by')} <DateText value={one.decide_by} style="short" />
              </>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function Alarms({ data }: { data: Rights }) {
  const t = useMessages('story/adaptation')
  const alarms = data.alarms ?? []
  return (
    <Panel title={t('dates')}>
      {alarms.length === 0 && <p className={styles.hint}>{t('no_dates')}</p>}
      <ul className={styles.alarms}>
        {alarms.map((one) => (
          <li key={`${one.term}-${one.date}`} data-level={one.level}>
            <b>
              <DateText value={one.date} style="short" />
            </b>
            <span>{one.text}</span>
            <small>
              {one.days < 0 ? t('days_ago', { count: -one.days }) : t('in_days', { count: one.days })} ·{' '}
              {t(`level.${one.level}`)}
            </small>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** When to warn, and whether a right is needed at all. */
function Settings({ source, data }: { source: string; data: Rights }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const days = (data.alarm_days ?? []).join(', ')
  const save = (body: Record<string, unknown>) =>
    void write({
      title: t('settings'),
      method: 'PATCH',
      path: paths.rights,
      params: { source },
      body,
      preview: true,
    })
  return (
    <Panel title={t('settings')}>
      <Group align="flex-end">
        <TextInput
          key={days}
          label={t('alarm_days')}
          description={t('alarm_days_hint')}
          defaultValue={days}
          onBlur={(event) =>
            event.currentTarget.value !== days && save({ alarm_days: event.currentTarget.value })
          }
        />
        <Checkbox
          label={t('public_domain')}
          checked={data.public_domain}
          onChange={(event) => save({ public_domain: event.currentTarget.checked })}
        />
      </Group>
    </Panel>
  )
}
