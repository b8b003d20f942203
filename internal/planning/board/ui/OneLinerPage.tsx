import { useMessages } from '@i18n'
import { Eighths } from '@kit'
import { VisuallyHidden } from '@mantine/core'
import { Fragment } from 'react'
import styles from './Board.module.css'
import { stripTitle } from './plan'
import { DayBar, ReadPage } from './ReadPage'
import type { BoardStrip } from './types'

const columns = ['scene', 'setting', 'set', 'cast', 'place', 'pages'] as const

/** The one-liner: every scene in shooting order on one line. */
export default function OneLinerPage() {
  const t = useMessages('planning/board')
  return (
    <ReadPage title={t('oneliner')} paper="one-liner">
      {(board) =>
        (board.days ?? []).map((day) => (
          <section key={day.index} className={styles.day}>
            <DayBar day={day} />
            <table className={styles.lines}>
              <VisuallyHidden component="thead">
                <tr>
                  <th />
                  {columns.map((name) => (
                    <th key={name}>{t(name)}</th>
                  ))}
                </tr>
              </VisuallyHidden>
              <tbody>
                {(day.strips ?? []).map((strip) => (
                  <Fragment key={strip.id}>
                    <Line strip={strip} />
                  </Fragment>
                ))}
              </tbody>
            </table>
          </section>
        ))
      }
    </ReadPage>
  )
}

function Line({ strip }: { strip: BoardStrip }) {
  const { scene } = strip
  if (!scene) {
    return (
      <tr>
        <td colSpan={7} className={styles.banner}>
          {strip.text}
        </td>
      </tr>
    )
  }
  return (
    <tr>
      <td className={styles.mark} style={{ background: scene.color }} />
      <td className={styles.number} style={{ width: '4.5rem' }}>
        {stripTitle(strip)}
      </td>
      <td style={{ width: '8rem' }}>
        {scene.int_ext} {scene.time}
      </td>
      <td>
        <b>{scene.set}</b>
        <div className={styles.soft}>{scene.synopsis}</div>
      </td>
      <td style={{ width: '9rem' }}>{(scene.cast ?? []).join(', ')}</td>
      <td style={{ width: '13rem' }}>{scene.place}</td>
      <td className={styles.right} style={{ width: '3.5rem' }}>
        <Eighths value={strip.eighths} />
      </td>
    </tr>
  )
}
