import { useMessages } from '@i18n'
import styles from './Adaptation.module.css'
import { percent, shareNames, strip, told, total } from './chart'
import { type Coverage, colourOf, type Shares } from './types'

/** The whole book as one strip, a word at a time: what became of it where. */
export function HeatStrip({ coverage }: { coverage: Coverage }) {
  const t = useMessages('story/adaptation')
  const chapters = coverage.chapters ?? []
  const { cells, begins } = strip(chapters)
  const label = t('strip_label', {
    told: percent(told(coverage.total), total(coverage.total)),
    cut: percent(coverage.total.cut, total(coverage.total)),
  })
  return (
    <div className={styles.stripBox}>
      <svg
        className={styles.strip}
        viewBox="0 0 1000 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {cells.map((cell) => (
          <rect
            key={cell.from}
            x={cell.from * 1000}
            width={cell.width * 1000}
            y={0}
            height={40}
            fill={cell.verdict === 'empty' ? 'var(--bl-sunken)' : colourOf(cell.verdict)}
          />
        ))}
        {begins.slice(1).map((at) => (
          <line key={at} x1={at * 1000} x2={at * 1000} y1={0} y2={40} className={styles.stripLine} />
        ))}
      </svg>
      <div className={styles.stripNames} aria-hidden>
        {chapters.map((one, i) => (
          <span key={one.number} style={{ left: `${begins[i] * 100}%` }}>
            {one.number}
          </span>
        ))}
      </div>
    </div>
  )
}

/** The shares of one chapter, as a bar. */
export function ShareBar({ shares }: { shares: Shares }) {
  const t = useMessages('story/adaptation')
  const all = total(shares)
  const parts = shareNames.filter((name) => shares[name] > 0)
  const words = parts.map((name) => `${t(`verdict.${name}`)} ${percent(shares[name], all)} %`).join(', ')
  return (
    <div className={styles.shareBar} role="img" aria-label={words} title={words}>
      {parts.map((name) => (
        <span
          key={name}
          style={{
            flexGrow: shares[name],
            background: name === 'empty' ? 'var(--bl-sunken)' : colourOf(name),
          }}
        />
      ))}
    </div>
  )
}
