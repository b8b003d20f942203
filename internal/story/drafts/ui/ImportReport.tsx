import { useLanguage, useMessages } from '@i18n'
import { formatEighths, Panel, ProblemView } from '@kit'
import { Button, Group, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useGo } from '@shell'
import { useCommand } from '@sync'
import { useState } from 'react'
import styles from './Import.module.css'
import { ImportChanges } from './ImportChanges'
import { ImportFindings } from './ImportFindings'
import type { Chosen } from './ImportPage'
import { ImportText } from './ImportText'
import { paper, type ReadReport } from './types'

/** What a file holds and what it would change, and the button that lets it land. */
export function ImportReport({ chosen }: { chosen: Chosen }) {
  const { report } = chosen
  const [at, setAt] = useState<number>()
  return (
    <div className={styles.report}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className={styles.facts} tabIndex={0} role="region" aria-label={report.title}>
        <Facts report={report} />
        {report.next && <ImportChanges report={report} />}
        <ImportFindings report={report} name={chosen.name} at={at} onGo={setAt} />
        <Land chosen={chosen} />
      </div>
      <ImportText lines={report.text ?? []} at={at} />
    </div>
  )
}

function Facts({ report }: { report: ReadReport }) {
  const t = useMessages('story/drafts')
  const language = useLanguage()
  const cast = report.cast ?? []
  const facts: [string, string | number][] = [
    [t('format'), t(`format.${report.format}`)],
    [t('scenes'), report.scenes],
    [
      t('length'),
      `${formatEighths(report.eighths)} (${t('sheets', { count: report.pages, lng: language })})`,
    ],
    [
      t('people'),
      cast.length > 8
        ? `${report.characters}: ${cast.slice(0, 8).join(', ')} …`
        : `${report.characters}: ${cast.join(', ')}`,
    ],
  ]
  if (report.notes > 0) facts.push([t('notes'), t('notes_in_file', { count: report.notes })])
  if (report.tags > 0) facts.push([t('tags'), t('tags_in_file', { count: report.tags })])
  if (report.locked) facts.push([t('pages'), t('locked_in_file')])
  return (
    <Panel title={report.title}>
      <dl className={styles.list}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function Land({ chosen }: { chosen: Chosen }) {
  const t = useMessages('story/drafts')
  const { report } = chosen
  const write = useCommand()
  const go = useGo()
  const [version, setVersion] = useState(report.proposal.version)
  const [color, setColor] = useState(report.proposal.revision_color)
  const [date, setDate] = useState(report.proposal.date ?? '')
  const [size, setSize] = useState(report.proposal.paper)
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const land = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const outcome = await write({
        title: t('import'),
        method: 'POST',
        path: '/api/productions/{production}/drafts',
        body: {
          name: chosen.name,
          content: chosen.content,
          version,
          revision_color: color,
          date: date || undefined,
          paper: size,
        },
        preview: report.next,
      })
      if (outcome.state === 'cancelled') return
      notifications.show({
        color: 'green',
        message: t('imported', { name: report.title }),
        closeButtonProps: { 'aria-label': t('close') },
      })
      go('story/drafts', report.next && !report.changes.same ? 'changes' : '')
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Panel title={t('becomes')}>
      <p className={styles.lead}>{report.next ? t('import_next') : t('import_first')}</p>
      {problem !== undefined && <ProblemView error={problem} />}
      <Group align="flex-end">
        <TextInput
          label={t('version')}
          placeholder={t('version_hint')}
          value={version}
          onChange={(event) => setVersion(event.currentTarget.value)}
          w={190}
        />
        <Select
          label={t('color')}
          data={Object.keys(paper).map((value) => ({ value, label: t(`color.${value}`) }))}
          value={color}
          onChange={(value) => setColor(value ?? 'white')}
          allowDeselect={false}
          leftSection={<span className={styles.swatch} style={{ background: paper[color] }} />}
          w={150}
        />
        <TextInput
          type="date"
          label={t('date')}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <Select
          label={t('paper')}
          data={[
            { value: 'us_letter', label: 'US Letter' },
            { value: 'a4', label: 'A4' },
          ]}
          value={size}
          onChange={(value) => setSize(value ?? 'us_letter')}
          allowDeselect={false}
          w={120}
        />
      </Group>
      <Group mt="md">
        <Button
          loading={busy}
          onClick={() => void land()}
          disabled={report.scenes === 0}
          variant={report.changes.same ? 'default' : 'filled'}
        >
          {report.changes.same ? t('import_same') : t('import_do', { count: report.scenes })}
        </Button>
        {report.next && <span className={styles.soft}>{t('import_preview')}</span>}
      </Group>
    </Panel>
  )
}
