import { useMessages } from '@i18n'
import {
  Answer,
  type Drawing,
  EmptyState,
  type FrameRange,
  Player,
  type PlayerHandle,
  ProblemView,
} from '@kit'
import { Loader, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { type MutableRefObject, useCallback, useMemo, useRef } from 'react'
import styles from './Dailies.module.css'
import { slateText } from './list'
import { marksOf, mediaOf, wantsSmall } from './picture'
import type { RoomControls } from './Screening'
import { SoundLine } from './Sound'
import type { Clip, Row } from './types'
import { useOwnCopy, useWaveform } from './usedailies'

interface PictureProps {
  read: Pick<UseQueryResult<Clip, unknown>, 'data' | 'error' | 'refetch' | 'isPending'>
  problem?: unknown
  row?: Row
  room?: RoomControls
  range?: FrameRange
  drawing: Drawing
  onHandle(handle: PlayerHandle | null): void
  onFrame(frame: number): void
  onRange(range: FrameRange | undefined): void
  onDrawing(drawing: Drawing): void
  onMark(): void
}

/** The picture, or why there is none yet. */
export function Picture({ read, problem, row, ...rest }: PictureProps) {
  const t = useMessages('post/dailies')
  const own = useOwnCopy(read.data)
  if (problem) return <ProblemView error={problem} />
  if (!row && !read.data) return <EmptyState title={t('choose')}>{t('choose_text')}</EmptyState>
  return (
    <Answer of={read}>
      {(clip) => {
        if (clip.media.state === 'ready') return <Ready key={clip.id} clip={clip} {...rest} />
        if (own) return <ProblemView error={own} />
        return <Waiting clip={clip} />
      }}
    </Answer>
  )
}

function Waiting({ clip }: { clip: Clip }) {
  const t = useMessages('post/dailies')
  const busy = clip.media.state === 'own_needed' || clip.state === 'making'
  return (
    <div className={styles.waiting} role="status" data-state={clip.media.state}>
      {busy && <Loader size="sm" color="gray.3" />}
      <Text fw={600}>{slateText(clip)}</Text>
      <Text size="sm">
        {clip.media.state === 'own_needed'
          ? t('own_making')
          : clip.state === 'making'
            ? t('making', { percent: Math.round((clip.progress ?? 0) * 100) })
            : t('no_copy')}
      </Text>
    </div>
  )
}

function Ready({
  clip,
  room,
  range,
  drawing,
  onHandle,
  onFrame,
  onRange,
  onDrawing,
  onMark,
}: Omit<PictureProps, 'read'> & { clip: Clip }) {
  const t = useMessages('post/dailies')
  const wave = useWaveform(clip.media.waveform)
  const media = useMemo(() => mediaOf(clip, wave, wantsSmall()), [clip, wave])
  const marks = useMemo(
    () => [
      ...marksOf(clip, { note: (by) => t('note_by', { by }), range: (type) => t(`range.${type}`) }),
      ...(room?.marks ?? []),
    ],
    [clip, room?.marks, t],
  )
  const look = useMemo(
    () => (clip.media.cube ? { name: clip.look ?? '', src: clip.media.cube } : undefined),
    [clip.media.cube, clip.look],
  )
  const latest = useRef(onHandle) as MutableRefObject<typeof onHandle>
  latest.current = onHandle
  const handle = useCallback((next: PlayerHandle | null) => latest.current(next), [])
  if (!media) return null
  return (
    <>
      <div className={styles.stage} data-clip={clip.id}>
        <Player
          ref={handle}
          media={media}
          marks={marks}
          look={look}
          range={range}
          drawing={drawing}
          led={room?.led}
          fill
          onFrame={onFrame}
          onRange={onRange}
          onDrawing={onDrawing}
          onMark={onMark}
          onCommand={room?.onCommand}
        />
        {room?.layer}
      </div>
      <SoundLine clip={clip} />
    </>
  )
}
