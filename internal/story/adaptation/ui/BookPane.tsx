import { useMessages } from '@i18n'
import { Answer, type BlockRange, EmptyState, ScriptPage } from '@kit'
import { ActionIcon, Button, Group, NumberInput, Select, TextInput } from '@mantine/core'
import { useRead, useRight } from '@sync'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type FormEvent, useMemo, useState } from 'react'
import styles from './Adaptation.module.css'
import { labelOf, marksOf, paragraphsOf, type Stretch, stretchOf } from './book'
import { type Chapter, colourOf, type Passage, paths, type SourceMap } from './types'
import { useWrite } from './useSource'

interface Props {
  map: SourceMap
  chapter: number
  passages: readonly Passage[]
  chosen?: string
  onChapter(chapter: number): void
  onChoose(passage: string): void
}

/** The book: a chapter with its passages; words that are selected become one. */
export function BookPane(props: Props) {
  const { map, chapter, onChapter } = props
  const t = useMessages('story/adaptation')
  const chapters = map.chapters ?? []
  const at = chapters.findIndex((one) => one.number === chapter)
  if (!map.has_text) return <ByHand {...props} />
  return (
    <section className={styles.pane} aria-label={t('book')}>
      <div className={styles.paneHead}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('previous_chapter')}
          disabled={at <= 0}
          onClick={() => onChapter(chapters[at - 1].number)}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Select
          aria-label={t('chapter')}
          className={styles.grow}
          data={chapters.map((one) => ({ value: String(one.number), label: one.title }))}
          value={String(chapter)}
          onChange={(value) => value && onChapter(Number(value))}
          allowDeselect={false}
          searchable
        />
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('next_chapter')}
          disabled={at < 0 || at >= chapters.length - 1}
          onClick={() => onChapter(chapters[at + 1].number)}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </div>
      <ChapterText key={chapter} {...props} />
    </section>
  )
}

function ChapterText({ map, chapter, passages, chosen, onChoose }: Props) {
  const t = useMessages('story/adaptation')
  const mayEdit = useRight('adaptation.edit')
  const text = useRead<Chapter>(paths.chapter, {
    params: { source: map.id, chapter: String(chapter) },
    kinds: ['source'],
  })
  const [picked, setPicked] = useState<Stretch>()
  const paragraphs = useMemo(() => paragraphsOf(text.data?.text ?? ''), [text.data])
  const marks = useMemo(
    () =>
      marksOf(
        paragraphs,
        passages.filter((one) => !one.lost),
        chosen,
        (one) => `${t(`verdict.${one.verdict}`)}: ${labelOf(one)}`,
      ),
    [paragraphs, passages, chosen, t],
  )
  const onSelect = (ranges: BlockRange[]) => setPicked(stretchOf(paragraphs, ranges))
  return (
    <>
      <div className={styles.book} data-scroll>
        <Answer of={text}>
          {() => (
            <ScriptPage
              blocks={paragraphs}
              marks={marks}
              onSelect={mayEdit ? onSelect : undefined}
              onMark={(mark) => onChoose(mark.id)}
            />
          )}
        </Answer>
      </div>
      {picked && (
        <Anchor
          key={`${picked.start}-${picked.end}`}
          source={map.id}
          chapter={chapter}
          stretch={picked}
          onClose={() => setPicked(undefined)}
        />
      )}
    </>
  )
}

/** Asks what the selected words are, and makes a passage of them. */
function Anchor({
  source,
  chapter,
  stretch,
  onClose,
}: {
  source: string
  chapter: number
  stretch: Stretch
  onClose(): void
}) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const [summary, setSummary] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { chapter, start: stretch.start, end: stretch.end, summary }
    if (await write({ title: t('anchor'), method: 'POST', path: paths.passages, params: { source }, body }))
      onClose()
  }
  return (
    <form className={styles.anchor} aria-label={t('anchor')} onSubmit={(event) => void save(event)}>
      <p className={styles.quote}>“{labelOf({ summary: '', quote: stretch.text, locator: '' }, 140)}”</p>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          className={styles.grow}
          aria-label={t('summary')}
          placeholder={t('summary_hint')}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit">{t('anchor')}</Button>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
      </Group>
    </form>
  )
}

/** A comic, or anything without a text: its passages by page and panel. */
function ByHand({ map, chosen, onChoose }: Props) {
  const t = useMessages('story/adaptation')
  const mayEdit = useRight('adaptation.edit')
  const passages = map.passages ?? []
  return (
    <section className={styles.pane} aria-label={t('book')}>
      {mayEdit && <AddPanels source={map.id} />}
      <div className={styles.handList} data-scroll>
        {passages.length === 0 && <EmptyState title={t('no_panels')}>{t('no_panels_text')}</EmptyState>}
        {passages.map((one) => (
          <button
            key={one.id}
            type="button"
            className={styles.handRow}
            data-mark={one.id}
            aria-pressed={one.id === chosen}
            style={{ borderLeftColor: colourOf(one.verdict) }}
            onClick={() => onChoose(one.id)}
          >
            <b>{one.locator}</b>
            <span>{one.summary}</span>
            <small>{t(`verdict.${one.verdict}`)}</small>
          </button>
        ))}
      </div>
    </section>
  )
}

function AddPanels({ source }: { source: string }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const [issue, setIssue] = useState('')
  const [page, setPage] = useState<number | string>(1)
  const [panel, setPanel] = useState<number | string>('')
  const [to, setTo] = useState<number | string>('')
  const [summary, setSummary] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = {
      issue,
      page: Number(page),
      panel: Number(panel) || undefined,
      panel_to: Number(to) || undefined,
      summary,
    }
    if (await write({ title: t('anchor'), method: 'POST', path: paths.panels, params: { source }, body }))
      setSummary('')
  }
  const small = { w: 84, min: 1, allowDecimal: false } as const
  return (
    <form className={styles.paneHead} onSubmit={(event) => void save(event)}>
      <Group gap="xs" align="flex-end">
        <TextInput
          label={t('issue')}
          w={110}
          value={issue}
          onChange={(event) => setIssue(event.currentTarget.value)}
        />
        <NumberInput label={t('page')} value={page} onChange={setPage} {...small} />
        <NumberInput label={t('panel')} value={panel} onChange={setPanel} {...small} />
        <NumberInput label={t('panel_to')} value={to} onChange={setTo} {...small} />
        <TextInput
          label={t('summary')}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
        />
        <Button type="submit" disabled={summary.trim() === '' || Number(page) < 1}>
          {t('anchor')}
        </Button>
      </Group>
    </form>
  )
}
