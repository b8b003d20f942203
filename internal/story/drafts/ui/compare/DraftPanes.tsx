import { useMessages } from '@i18n'
import { useHotKeys } from '@kit'
import { Badge, Group, Switch, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { isChanged, type Section, sections, step } from './align'
import styles from './Compare.module.css'
import { SceneRows } from './SceneRows'
import type { Beside } from './types'

/** Colours of what can become of a scene. */
export const tone: Record<string, string> = {
  added: 'green',
  removed: 'red',
  omitted: 'red',
  moved: 'violet',
  split: 'orange',
  merged: 'orange',
}

interface DraftPanesProps {
  beside: Beside
  before: string
  after: string
  /** Scene to begin at. */
  scene?: string
}

/** Old left, new right, paragraph by paragraph in one scroller; the scenes with what became of them beside it. */
export function DraftPanes({ beside, before, after, scene }: DraftPanesProps) {
  const t = useMessages('story/drafts')
  const list = useMemo(() => sections(beside), [beside])
  const stops = useMemo(() => list.flatMap((one) => one.changes), [list])
  const [here, setHere] = useState<string>()
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const scroller = useRef<HTMLDivElement>(null)
  const show = useCallback((key: string, block: ScrollLogicalPosition) => {
    requestAnimationFrame(() => {
      scroller.current?.querySelector(`[data-key="${CSS.escape(key)}"]`)?.scrollIntoView({ block })
    })
  }, [])
  const go = (key: string | undefined) => {
    if (!key) return
    setHere(key)
    show(key, 'center')
  }
  useEffect(() => {
    const section = list.find((one) => one.id === scene && scene !== undefined)
    if (section) show(section.key, 'start')
  }, [list, scene, show])
  useHotKeys([
    { keys: 'n', title: t('cmp.next'), run: () => go(step(stops, here, 1)) },
    { keys: 'p', title: t('cmp.previous'), run: () => go(step(stops, here, -1)) },
  ])
  const at = here ? stops.indexOf(here) + 1 : 0
  return (
    <div className={styles.frame}>
      <nav className={styles.strip} aria-label={t('scenes')}>
        {list
          .filter((one) => one.id)
          .map((one) => (
            <StripEntry key={one.key} section={one} onGo={() => show(one.key, 'start')} />
          ))}
      </nav>
      <div className={styles.reader}>
        <div className={styles.heads}>
          <Text fw={600}>{before}</Text>
          <Group gap="sm" wrap="nowrap" justify="space-between">
            <Text fw={600}>{after}</Text>
            <Group gap="xs" wrap="nowrap">
              <Text size="sm" c="dimmed" aria-live="polite">
                {t('cmp.at', { at, count: stops.length })}
              </Text>
              <Tooltip label={t('cmp.keys')}>
                <Switch
                  size="xs"
                  label={t('cmp.all')}
                  checked={all}
                  onChange={(event) => setAll(event.currentTarget.checked)}
                />
              </Tooltip>
            </Group>
          </Group>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard */}
        <div className={styles.panes} ref={scroller} tabIndex={0} role="region" aria-label={t('cmp.beside')}>
          {list.map((one) => (
            <SceneRows
              key={one.key}
              section={one}
              beside={beside}
              here={here}
              open={all || isChanged(one) || open.has(one.key)}
              onOpen={() => setOpen((was) => new Set([...was, one.key]))}
              onGo={go}
            />
          ))}
          {beside.same && <Text p="md">{t('same')}</Text>}
        </div>
      </div>
    </div>
  )
}

function StripEntry({ section, onGo }: { section: Section; onGo(): void }) {
  const t = useMessages('story/drafts')
  const kinds = section.change?.kinds ?? []
  return (
    <UnstyledButton className={styles.entry} data-changed={isChanged(section) || undefined} onClick={onGo}>
      <b>{section.number}</b>
      <span className={styles.entryText}>{section.heading}</span>
      <span className={styles.kinds}>
        {kinds.map((kind) => (
          <Badge key={kind} size="xs" variant="light" color={tone[kind] ?? 'indigo'}>
            {t(kind)}
          </Badge>
        ))}
      </span>
    </UnstyledButton>
  )
}
