import { useMessages } from '@i18n'
import { Answer, Panel } from '@kit'
import { usePath } from '@shell'
import { useRead } from '@sync'
import { Link } from '@tanstack/react-router'
import styles from './Cut.module.css'
import { kinds, type Lineage, paths } from './types'

/** Where a frame comes from, or where a line, take or clip went. */
export function LineagePanel({ cut, frame, record }: { cut?: string; frame?: number; record?: string }) {
  const t = useMessages('post/cut')
  const query = record ? { record } : { cut, frame }
  const lineage = useRead<Lineage>(paths.lineage, { query, kinds, skip: !record && !cut })
  return (
    <Panel title={t('lineage')}>
      <Answer of={lineage}>{(data) => <Way data={data} />}</Answer>
    </Panel>
  )
}

function Way({ data }: { data: Lineage }) {
  const t = useMessages('post/cut')
  const path = usePath()
  return (
    <>
      {data.chain.length < 2 && <p className={styles.hint}>{t('lineage_none')}</p>}
      <ol className={styles.chain}>
        {data.chain.map((one) => (
          <li key={`${one.kind} ${one.id}`}>
            <span className={styles.hint}>{t(`kind.${one.kind}`)}</span>{' '}
            {one.kind === 'scene' ? (
              <Link to={path('post/cut', 'coverage/$scene', { scene: one.id })}>{one.label}</Link>
            ) : (
              one.label
            )}
            {one.kind === 'clip' && data.source >= 0 && <> · {t('source_frame', { frame: data.source })}</>}
          </li>
        ))}
      </ol>
      {data.lines.length > 0 && (
        <>
          <b>{t('lines')}</b>
          <ul className={styles.words}>
            {data.lines.slice(0, 12).map((one) => (
              <li key={one.id}>{one.label}</li>
            ))}
          </ul>
          {data.lines.length > 12 && (
            <p className={styles.hint}>{t('more', { count: data.lines.length - 12 })}</p>
          )}
        </>
      )}
      {data.uses.length > 0 && (
        <>
          <b>{t('in_cuts')}</b>
          <ul className={styles.words}>
            {data.uses.slice(0, 20).map((one) => (
              <li key={`${one.cut} ${one.item}`}>
                <Link to={path('post/cut', 'version/$timeline', { timeline: one.cut })}>{one.cut_name}</Link>{' '}
                <span className="bl-number">{one.code}</span> · {one.track} ·{' '}
                {t('frames', { count: one.frames })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
