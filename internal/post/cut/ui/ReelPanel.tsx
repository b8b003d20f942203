import { useLanguage, useMessages } from '@i18n'
import { formatBytes, formatInstant, Panel, Player, type PlayerHandle, ProblemView, parseRate } from '@kit'
import { Button, Group } from '@mantine/core'
import { useJob, useRead, useRight } from '@sync'
import { IconDownload, IconMovie, IconRefresh } from '@tabler/icons-react'
import { type Ref, useEffect } from 'react'
import styles from './Cut.module.css'
import { JobBar } from './JobBar'
import { type Missing, type Picture, paths, type Reel, type Rendered } from './types'

/** Places without a picture or sound that are listed; the rest is counted. */
const mostMissing = 6

/** The reel of a cut: the player when there is one, a way to render it, and what it lacks. */
export function ReelPanel({
  cut,
  player,
  onFrame,
}: {
  cut: Picture
  player: Ref<PlayerHandle | null>
  onFrame(frame: number): void
}) {
  const t = useMessages('post/cut')
  const may = useRight('cut.edit')
  // Renditions are told of to nobody: what a reader may watch hangs on records they do not know.
  const reel = useRead<Reel>(paths.reel, { params: { timeline: cut.id }, kinds: ['timeline_item', 'clip'] })
  const job = useJob<Rendered>()
  const { refetch } = reel
  const state = job.job?.state
  useEffect(() => {
    if (state === 'done') void refetch()
  }, [state, refetch])
  const data = reel.data
  const rate = data?.rate ? parseRate(data.rate) : undefined
  if (!may && !data?.video) return null
  return (
    <Panel title={t('reel_of', { name: cut.name })}>
      <div className={data?.video ? styles.reel : undefined}>
        {data?.video && rate && (
          <Player
            key={data.video}
            ref={player}
            keys="focus"
            media={{
              src: data.video,
              name: cut.name,
              rate,
              frames: data.frames ?? cut.length,
              startFrames: cut.start_frame,
              drop: cut.drop_frame,
              width: data.width,
              height: data.height,
            }}
            onFrame={onFrame}
          />
        )}
        <div className={styles.stack}>
          <Facts reel={data} />
          {job.problem !== undefined && <ProblemView error={job.problem} />}
          {job.job && (
            <JobBar
              job={job.job}
              title={t('rendering_of', { name: cut.name })}
              stopped={t('render_stopped')}
              onStop={() => void job.stop()}
            />
          )}
          {state === 'done' && <Outcome made={job.job?.result} />}
          <Group gap="xs">
            {may && (
              <Button
                variant={data?.video ? 'default' : 'filled'}
                leftSection={data?.video ? <IconRefresh size={16} /> : <IconMovie size={16} />}
                loading={job.busy}
                onClick={() => void job.start(paths.reel, { timeline: cut.id }, {})}
              >
                {t(data?.video ? 'render_again' : 'render_reel')}
              </Button>
            )}
            {data?.video && (
              <Button
                variant="default"
                component="a"
                href={data.video}
                download={`${cut.name}.mp4`}
                leftSection={<IconDownload size={16} />}
              >
                {t('download_reel')}
              </Button>
            )}
          </Group>
        </div>
      </div>
    </Panel>
  )
}

function Facts({ reel }: { reel?: Reel }) {
  const t = useMessages('post/cut')
  const language = useLanguage()
  if (!reel) return null
  if (!reel.video) return <span className={styles.hint}>{t('reel_none')}</span>
  return (
    <span className={styles.hint}>
      {t('reel_facts', {
        when: formatInstant(reel.at_ms ?? 0, language),
        width: reel.width,
        height: reel.height,
        size: formatBytes(reel.bytes ?? 0, language),
      })}
    </span>
  )
}

/** What came of rendering: nothing, or the places that have no picture or sound. */
function Outcome({ made }: { made?: Rendered }) {
  const t = useMessages('post/cut')
  const missing = made?.missing ?? []
  if (missing.length === 0) return <output>{t('rendered')}</output>
  return (
    <output>
      {t('rendered_missing', { count: missing.length })}
      <ul className={styles.words}>
        {missing.slice(0, mostMissing).map((one) => (
          <MissingLine key={`${one.track} ${one.from} ${one.name}`} one={one} />
        ))}
        {missing.length > mostMissing && <li>{t('more', { count: missing.length - mostMissing })}</li>}
      </ul>
    </output>
  )
}

function MissingLine({ one }: { one: Missing }) {
  return (
    <li>
      <span className="bl-number">{one.from}</span> {one.track} {one.name || one.media}: {one.why}
    </li>
  )
}
