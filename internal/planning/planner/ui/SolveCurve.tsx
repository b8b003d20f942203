import { useMessages } from '@i18n'
import { useMemo } from 'react'
import styles from './Planner.module.css'
import { curveOf, pathsOf } from './solve'
import type { Solution } from './types'

const width = 600
const height = 160

/** The falling cost of a search over time: dashed while a hard rule is broken, and the line no board can pass. */
export function SolveCurve({ solution, label }: { solution: Solution; label: string }) {
  const t = useMessages('planning/planner')
  const { broken, valid, bound } = useMemo(() => {
    const curve = curveOf(solution.trace)
    return { ...pathsOf(curve, width, height), bound: curve.bound * height }
  }, [solution.trace])
  return (
    <figure className={styles.curve}>
      <svg
        viewBox={`-4 -8 ${width + 8} ${height + 16}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <line x1={0} x2={width} y1={bound} y2={bound} className={styles.boundLine} />
        <path d={broken} className={styles.brokenLine} />
        <path d={valid} className={styles.validLine} />
      </svg>
      <figcaption>
        <span className={styles.keyValid}>{t('key_valid')}</span>
        <span className={styles.keyBroken}>{t('key_broken')}</span>
        <span className={styles.keyBound}>{t('key_bound')}</span>
      </figcaption>
    </figure>
  )
}
