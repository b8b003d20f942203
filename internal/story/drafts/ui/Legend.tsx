import { useMessages } from '@i18n'
import styles from './Reader.module.css'
import { paper, type Script } from './types'

/** Which paper belongs to which revision; nothing on a first draft. */
export function Legend({ script }: { script: Script }) {
  const t = useMessages('story/drafts')
  const revisions = Object.entries(script.colors ?? {})
  if (revisions.length === 0) return null
  return (
    <ul className={styles.legend} aria-label={t('legend')}>
      {revisions.map(([name, colour]) => (
        <li key={name}>
          <span className={styles.swatch} style={{ background: paper[colour] ?? paper.white }} />
          {name}
        </li>
      ))}
      <li>
        <b>*</b> {t('legend_mark')}
      </li>
    </ul>
  )
}
