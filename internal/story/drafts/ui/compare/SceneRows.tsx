import { useMessages } from '@i18n'
import { formatEighths } from '@kit'
import { Badge, Button, Text, UnstyledButton } from '@mantine/core'
import { useGo } from '@shell'
import { memo } from 'react'
import { type Row, type Section, wordsOf } from './align'
import styles from './Compare.module.css'
import { tone } from './DraftPanes'
import type { Beside, Paragraph } from './types'
import { sceneWords } from './words'

interface SceneRowsProps {
  section: Section
  beside: Beside
  /** Key of the change that was gone to. */
  here?: string
  open: boolean
  onOpen(): void
  onGo(key: string): void
}

/** One scene of two drafts: what became of it, then its paragraphs beside each other. */
export function SceneRows({ section, beside, here, open, onOpen, onGo }: SceneRowsProps) {
  const t = useMessages('story/drafts')
  if (!open) {
    return (
      <UnstyledButton className={styles.closed} data-key={section.key} onClick={onOpen}>
        <b>{section.number}</b> {section.heading || t('title_page')}
        <span className={styles.soft}>{t('cmp.unchanged')}</span>
      </UnstyledButton>
    )
  }
  return (
    <section
      className={styles.scene}
      data-key={section.key}
      aria-label={`${section.number} ${section.heading}`}
    >
      {section.change && <SceneHead section={section} beside={beside} />}
      {section.rows.map((row) => (
        <PaneRow key={row.key} row={row} here={row.key === here} onGo={onGo} />
      ))}
    </section>
  )
}

function SceneHead({ section, beside }: { section: Section; beside: Beside }) {
  const t = useMessages('story/drafts')
  const go = useGo()
  const { change } = section
  if (!change) return null
  const report = beside.report.scenes?.find((one) => one.id === change.id)
  const record = beside.scene[change.id]
  const number = (id: string) =>
    beside.before?.find((one) => one.id === id)?.number ?? beside.after?.find((one) => one.id === id)?.number
  return (
    <header className={styles.head}>
      <b>{t('number_in_script', { number: section.number })}</b>
      {(change.kinds ?? []).map((kind) => (
        <Badge key={kind} size="sm" variant="light" color={tone[kind] ?? 'indigo'}>
          {t(kind)}
        </Badge>
      ))}
      <span className={styles.headWords}>{sceneWords(t, change, number).join(' · ')}</span>
      {report && report.eighths !== report.eighths_was && (
        <span className={styles.soft}>
          {t('cmp.length', { was: formatEighths(report.eighths_was), now: formatEighths(report.eighths) })}
        </span>
      )}
      {record && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => go('story/breakdown', 'scene/$scene', { scene: record })}
        >
          {t('open_breakdown')}
        </Button>
      )}
    </header>
  )
}

const PaneRow = memo(function PaneRow({
  row,
  here,
  onGo,
}: {
  row: Row
  here: boolean
  onGo(key: string): void
}) {
  return (
    <div className={styles.row} data-key={row.key} data-kind={row.kind} data-here={here || undefined}>
      <PaneCell row={row} side="left" onGo={onGo} />
      <PaneCell row={row} side="right" onGo={onGo} />
    </div>
  )
})

function PaneCell({ row, side, onGo }: { row: Row; side: 'left' | 'right'; onGo(key: string): void }) {
  const t = useMessages('story/drafts')
  const paragraph = row[side]
  if (!paragraph) return <div className={styles.cell} data-empty />
  const whole = side === 'left' ? ['removed', 'changed', 'away'] : ['added', 'changed', 'here']
  return (
    <div
      className={styles.cell}
      data-type={paragraph.type}
      data-whole={whole.includes(row.kind) || undefined}
      data-side={side}
    >
      <SceneNumber paragraph={paragraph} />
      {paragraph.key && <span className={styles.soft}>{paragraph.key}</span>}
      <p className={styles.text}>
        <Words row={row} side={side} />
      </p>
      {row.kind === 'retyped' && side === 'right' && (
        <Text size="xs" c="dimmed">
          {t('cmp.retyped', { was: t(`type.${row.left?.type}`), now: t(`type.${row.right?.type}`) })}
        </Text>
      )}
      {row.other && (
        <Button size="compact-xs" variant="subtle" onClick={() => onGo(row.other as string)}>
          {t(side === 'left' ? 'cmp.moved_away' : 'cmp.moved_here')}
        </Button>
      )}
    </div>
  )
}

function SceneNumber({ paragraph }: { paragraph: Paragraph }) {
  return (
    <>
      {paragraph.number && <span className={styles.number}>{paragraph.number}</span>}
      {paragraph.type === 'scene_heading' && paragraph.page && (
        <span className={styles.page}>{paragraph.page}</span>
      )}
    </>
  )
}

/** The words of one side: those that went out are struck on the left, those that came in are marked on the right. */
export function Words({ row, side }: { row: Row; side: 'left' | 'right' }) {
  const Mark = side === 'left' ? 'del' : 'ins'
  return wordsOf(row, side).map((word) =>
    word.mark ? (
      <Mark key={word.key} className={side === 'left' ? styles.out : styles.in}>
        {word.text}
      </Mark>
    ) : (
      <span key={word.key}>{word.text}</span>
    ),
  )
}
