import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { Badge, Select } from '@mantine/core'
import { useGo, useValues } from '@shell'
import { useRead } from '@sync'
import { IconListCheck } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './Cut.module.css'
import { LineagePanel } from './LineagePanel'
import { type CoverageOf, kinds, type Line, paths } from './types'
import { useCut } from './useCut'

/** The script with every line coloured by what covers it; a line shows its takes and where they are in the cut. */
export default function CoveragePage() {
  const t = useMessages('post/cut')
  const { scene } = useValues()
  const { list, version, choose } = useCut()
  const coverage = useRead<CoverageOf>(paths.coverage, { query: { cut: version?.id, scene }, kinds })
  return (
    <Page
      title={t('coverage')}
      lead={t('coverage_lead')}
      actions={
        version && (
          <Select
            aria-label={t('version')}
            data={list.map((one) => ({ value: one.id, label: one.name }))}
            value={version.id}
            onChange={(next) => next && choose(next)}
            allowDeselect={false}
            w={220}
          />
        )
      }
    >
      <Answer of={coverage}>
        {(data) =>
          data.scenes.length === 0 ? (
            <EmptyState title={t('no_coverage')} icon={IconListCheck}>
              {t('no_coverage_text')}
            </EmptyState>
          ) : (
            <Body key={data.scene} data={data} />
          )
        }
      </Answer>
    </Page>
  )
}

function Body({ data }: { data: CoverageOf }) {
  const t = useMessages('post/cut')
  const go = useGo()
  const [chosen, setChosen] = useState<string>()
  const line = data.lines.find((one) => one.id === chosen) ?? data.lines.find((one) => one.covers.length > 0)
  return (
    <div className={styles.script}>
      <nav aria-label={t('scenes')} className={styles.sceneList}>
        {data.scenes.map((one) => (
          <button
            key={one.id}
            type="button"
            aria-current={one.id === data.scene ? 'true' : undefined}
            onClick={() => go('post/cut', 'coverage/$scene', { scene: one.id })}
          >
            <b>{one.number}</b> <span>{one.heading}</span>
            <small>{t('covered_of', { covered: one.covered, count: one.lines, used: one.used })}</small>
          </button>
        ))}
      </nav>
      <Panel>
        <ul className={styles.legend}>
          {(['used', 'covered', 'off', 'open'] as const).map((one) => (
            <li key={one}>
              <i data-state={one} /> {t(`line.${one}`)}
            </li>
          ))}
        </ul>
        <div className={styles.page}>
          {data.lines.map((one) =>
            states.has(one.type) ? (
              <button
                key={one.id}
                type="button"
                className={styles.line}
                data-type={one.type}
                data-state={stateOf(one)}
                aria-pressed={one.id === line?.id}
                onClick={() => setChosen(one.id)}
              >
                {one.text}
              </button>
            ) : (
              <p key={one.id} className={styles.plain} data-type={one.type}>
                {one.text}
              </p>
            ),
          )}
        </div>
      </Panel>
      {line && (
        <div className={styles.stack}>
          <Takes line={line} />
          <LineagePanel record={line.id} />
        </div>
      )}
    </div>
  )
}

/** Paragraphs that takes must cover. */
const states = new Set(['action', 'dialogue', 'lyrics'])

function stateOf(line: Line): string {
  if (line.used) return 'used'
  if (line.covered) return 'covered'
  return line.covers.length > 0 ? 'off' : 'open'
}

function Takes({ line }: { line: Line }) {
  const t = useMessages('post/cut')
  return (
    <Panel title={t('takes_of_line')}>
      <p className={styles.quote}>{line.text}</p>
      {line.covers.length === 0 && <p className={styles.bad}>{t('nobody_shot')}</p>}
      <ul className={styles.takes}>
        {line.covers.map((one) => (
          <li key={one.id} data-used={one.used.length > 0 || undefined}>
            <b>{one.name}</b> {one.circled && <Badge color="green">{t('circled')}</Badge>}{' '}
            {one.off_camera && <Badge color="gray">{t('off_camera')}</Badge>}{' '}
            {one.used.length > 0 && <Badge>{t('in_the_cut')}</Badge>}
            <div className={styles.hint}>
              {[one.setup, one.clips.map((clip) => clip.name).join(', ')].filter(Boolean).join(' · ')}
            </div>
            {one.used.map((use) => (
              <div key={use.item} className={styles.hint}>
                <span className="bl-number">{use.code}</span> · {use.track} ·{' '}
                {t('frames', { count: use.frames })}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
