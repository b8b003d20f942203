import { useMessages } from '@i18n'
import { type BlockRange, type ScriptMark, ScriptPage } from '@kit'
import { memo, type RefObject, useMemo } from 'react'
import styles from './Reader.module.css'
import { byBlock, bySceneOf, sameMarks } from './reader'
import type { TextBlock } from './types'

interface FlowViewProps {
  blocks: readonly TextBlock[]
  marks: readonly ScriptMark[]
  zoom: number
  scroller: RefObject<HTMLDivElement | null>
  onScroll(): void
  onSelect(ranges: BlockRange[], at: DOMRect): void
  onMark(mark: ScriptMark): void
}

/** The draft as running text, scene after scene: for phones, and to choose words with the keyboard. */
export function FlowView({ blocks, marks, zoom, scroller, onScroll, onSelect, onMark }: FlowViewProps) {
  const t = useMessages('story/drafts')
  const scenes = useMemo(() => bySceneOf(blocks), [blocks])
  const marked = useMemo(() => byBlock(marks), [marks])
  return (
    <div
      className={styles.flow}
      style={{ '--zoom': zoom } as React.CSSProperties}
      ref={scroller}
      onScroll={onScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
      tabIndex={0}
      role="region"
      aria-label={t('script')}
    >
      {scenes.map((scene) => (
        <Scene
          key={scene[0].anchor}
          blocks={scene}
          marks={scene.flatMap((block) => marked.get(block.anchor) ?? [])}
          onSelect={onSelect}
          onMark={onMark}
        />
      ))}
    </div>
  )
}

interface SceneProps {
  blocks: readonly TextBlock[]
  marks: readonly ScriptMark[]
  onSelect: FlowViewProps['onSelect']
  onMark: FlowViewProps['onMark']
}

const Scene = memo(
  function Scene({ blocks, marks, onSelect, onMark }: SceneProps) {
    const printed = useMemo(() => blocks.map((block) => ({ ...block, id: block.anchor })), [blocks])
    return <ScriptPage blocks={printed} marks={marks} onSelect={onSelect} onMark={onMark} />
  },
  (was, now) => was.blocks === now.blocks && was.onSelect === now.onSelect && sameMarks(was.marks, now.marks),
)
