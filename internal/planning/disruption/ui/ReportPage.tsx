import { call, fill } from '@api'
import { useMessages } from '@i18n'
import { Answer, Page, Panel, ProblemView } from '@kit'
import { Button, Group, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useGo } from '@shell'
import { useProduction, useRead } from '@sync'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import styles from './Disruption.module.css'
import { ImpactView } from './ImpactView'
import { bodyOf, empty, type Report, ready } from './report'
import { type Choices, events, type Impact, kinds, paths } from './types'
import { useWrite } from './useWrite'

/** Outdoors, with gloves, in under a minute: what, when, where or who. What it hits stands beside at once. */
export default function ReportPage() {
  const t = useMessages('planning/disruption')
  const go = useGo()
  const write = useWrite()
  const choices = useRead<Choices>(paths.choices, { kinds })
  const [report, setReport] = useState<Report>(empty)
  const [busy, setBusy] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const landed = await write({
      title: t('report'),
      method: 'POST',
      path: paths.list,
      body: bodyOf(report),
    })
    setBusy(false)
    if (landed) go('planning/disruption', '')
  }
  return (
    <Page title={t('report')} lead={t('report_lead')}>
      <Answer of={choices}>
        {(known) => (
          <div className={styles.report}>
            <Panel>
              <form onSubmit={(event) => void send(event)} className={styles.form} aria-label={t('report')}>
                <Fields report={report} known={known} onChange={setReport} />
                <Button type="submit" size="lg" disabled={!ready(report)} loading={busy}>
                  {t('report_do')}
                </Button>
              </form>
            </Panel>
            <Panel title={t('hits')}>
              <Preview report={report} />
            </Panel>
          </div>
        )}
      </Answer>
    </Page>
  )
}

function Fields(props: { report: Report; known: Choices; onChange(next: Report): void }) {
  const t = useMessages('planning/disruption')
  const { report, known } = props
  const set = (some: Partial<Report>) => props.onChange({ ...report, ...some })
  const from = (list: Choices['places']) =>
    list.map((one) => ({ value: one.id, label: one.note ? `${one.name} · ${one.note}` : one.name }))
  return (
    <>
      <div className={styles.events} role="radiogroup" aria-label={t('what')}>
        {events.map((one) => (
          <label key={one} data-on={report.type === one || undefined}>
            <input
              type="radio"
              name="type"
              checked={report.type === one}
              onChange={() => set({ type: one })}
            />
            {t(`event.${one}`)}
          </label>
        ))}
      </div>
      <Group grow align="flex-end">
        <TextInput
          size="md"
          type="date"
          label={t('from')}
          required
          min={known.first}
          max={known.last}
          value={report.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          size="md"
          type="date"
          label={t('to')}
          min={report.from}
          value={report.to}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
      </Group>
      {report.type === 'weather' && (
        <Group grow align="flex-end">
          <TextInput
            size="md"
            type="time"
            label={t('window_from')}
            value={report.windowFrom}
            onChange={(event) => set({ windowFrom: event.currentTarget.value })}
          />
          <TextInput
            size="md"
            type="time"
            label={t('window_to')}
            value={report.windowTo}
            onChange={(event) => set({ windowTo: event.currentTarget.value })}
          />
        </Group>
      )}
      {(report.type === 'weather' || report.type === 'lost_place') && (
        <Select
          size="md"
          searchable
          clearable
          label={t(report.type === 'weather' ? 'place_weather' : 'place_lost')}
          placeholder={report.type === 'weather' ? t('everywhere') : undefined}
          data={from(known.places)}
          value={report.place}
          onChange={(place) => set({ place })}
        />
      )}
      {report.type === 'sick' && (
        <Select
          size="md"
          searchable
          label={t('who')}
          description={t('who_hint')}
          data={from(known.people)}
          value={report.engagement}
          onChange={(engagement) => set({ engagement })}
        />
      )}
      {report.type === 'overrun' && (
        <Select
          size="md"
          searchable
          label={t('strip')}
          data={from(known.strips)}
          value={report.strip}
          onChange={(strip) => set({ strip })}
        />
      )}
      {report.type === 'new_scene' && (
        <Select
          size="md"
          searchable
          label={t('scene')}
          data={from(known.new)}
          value={report.scene}
          onChange={(scene) => set({ scene })}
        />
      )}
      {(report.type === 'overrun' || report.type === 'new_scene') && (
        <NumberInput
          size="md"
          label={t('owed_min')}
          min={1}
          max={1440}
          value={report.owed}
          onChange={(owed) => set({ owed: Number(owed) || '' })}
        />
      )}
      {report.type !== 'overrun' && report.type !== 'new_scene' && (
        <div>
          <span className={styles.label}>{t('probability')}</span>
          <SegmentedControl
            fullWidth
            size="md"
            aria-label={t('probability')}
            data={['100', '90', '60', '30'].map((one) => ({
              value: one,
              label: one === '100' ? t('certain') : `${one} %`,
            }))}
            value={report.probability}
            onChange={(probability) => set({ probability })}
          />
        </div>
      )}
      <TextInput
        size="md"
        label={t('source')}
        placeholder={t('source_example')}
        value={report.source}
        onChange={(event) => set({ source: event.currentTarget.value })}
      />
      <Textarea
        size="md"
        label={t('notes')}
        autosize
        minRows={2}
        value={report.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
    </>
  )
}

/** What the report would hit, as it is being typed. */
function Preview({ report }: { report: Report }) {
  const t = useMessages('planning/disruption')
  const { id } = useProduction()
  const body = bodyOf({ ...report, text: '', source: '' })
  const [asked] = useDebouncedValue(JSON.stringify(body), 250)
  const late = report.type === 'overrun' || report.type === 'new_scene'
  const impact = useQuery({
    queryKey: ['production', id, 'impact', asked],
    queryFn: ({ signal }) =>
      call<Impact>({
        method: 'POST',
        path: fill(paths.impact, { production: id }),
        body: JSON.parse(asked),
        signal,
      }),
    enabled: ready(report) && !late,
    retry: false,
  })
  if (late) return <p className={styles.hint}>{t('hits_later')}</p>
  if (!ready(report)) return <p className={styles.hint}>{t('hits_wait')}</p>
  if (impact.error) return <ProblemView error={impact.error} />
  return <Answer of={impact}>{(data) => <ImpactView impact={data} />}</Answer>
}
