import { useMessages } from '@i18n'
import { Eighths } from '@kit'
import { usePath } from '@shell'
import { useRead, useRight } from '@sync'
import { IconListDetails } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import styles from './Reader.module.css'
import { scrollTo } from './scroll'
import type { SceneRow, TextBlock } from './types'

interface SceneListProps {
  blocks: readonly TextBlock[]
  /** The paragraph at the top of what is read. */
  here?: string
  onGo(anchor: string): void
}

/** The scenes of the draft in order; the one that is read is marked, and each leads to its breakdown. */
export function SceneList({ blocks, here, onGo }: SceneListProps) {
  const t = useMessages('story/drafts')
  const path = usePath()
  const mayBreakDown = useRight('breakdown.read')
  const scenes = useRead<{ scenes: SceneRow[] }>('/api/productions/{production}/scenes', { kinds: ['scene'] })
  const lengths = useMemo(
    () => new Map((scenes.data?.scenes ?? []).map((scene) => [scene.id, scene.length_eighths ?? 0])),
    [scenes.data],
  )
  const headings = useMemo(() => blocks.filter((block) => block.type === 'scene_heading'), [blocks])
  const now = useMemo(() => {
    const at = blocks.findIndex((block) => block.anchor === here)
    return blocks.slice(0, at + 1).findLast((block) => block.type === 'scene_heading')?.anchor
  }, [blocks, here])
  const list = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list follows the reading
  useEffect(() => {
    const here = list.current?.querySelector('[data-here]')
    if (list.current && here) scrollTo(list.current, here, 'nearest')
  }, [now])
  return (
    <nav className={styles.list} aria-label={t('find')} ref={list}>
      {headings.map((block) => (
        <div key={block.anchor} className={styles.entry} data-here={block.anchor === now || undefined}>
          <button
            type="button"
            className={styles.scene}
            aria-current={block.anchor === now ? 'location' : undefined}
            onClick={() => onGo(block.anchor)}
          >
            <b>{block.number}</b>
            <span>{block.omitted ? t('omitted') : block.text}</span>
            {block.scene && lengths.has(block.scene) && <Eighths value={lengths.get(block.scene) ?? 0} />}
          </button>
          {mayBreakDown && block.scene && (
            <Link
              className={styles.breakdown}
              to={path('story/breakdown', 'scene/$scene', { scene: block.scene })}
              aria-label={t('open_breakdown_of', { number: block.number })}
              title={t('open_breakdown')}
            >
              <IconListDetails size={16} />
            </Link>
          )}
        </div>
      ))}
    </nav>
  )
}
