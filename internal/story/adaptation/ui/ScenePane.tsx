import { useMessages } from '@i18n'
import { Badge } from '@mantine/core'
import { useMemo } from 'react'
import styles from './Adaptation.module.css'
import { labelOf } from './book'
import { colourOf, type LinkRow, type Passage, type SceneRow, type SourceMap } from './types'

interface Props {
  map: SourceMap
  passages: readonly Passage[]
  chosen?: string
  scene?: string
  onScene(scene: string): void
  onPassage(passage: string): void
}

/** The script: its scenes with the passages they tell, and the beats that are no scene yet. */
export function ScenePane({ map, passages, chosen, scene, onScene, onPassage }: Props) {
  const t = useMessages('story/adaptation')
  const links = useMemo(() => byTarget(passages), [passages])
  const cards = map.cards ?? []
  return (
    <section className={styles.pane} aria-label={t('script')}>
      <ul className={styles.scenes} data-scroll>
        {(map.scenes ?? []).map((one) => (
          <Row
            key={one.id}
            id={one.id}
            title={`${one.number}  ${one.heading}`}
            note={one.synopsis}
            tag={tagOf(one)}
            reason={one.reason}
            struck={one.omitted}
            here={one.id === scene}
            links={links.get(one.id) ?? []}
            chosen={chosen}
            onScene={onScene}
            onPassage={onPassage}
          />
        ))}
        {cards.length > 0 && <li className={styles.beats}>{t('beats')}</li>}
        {cards.map((one) => (
          <Row
            key={one.id}
            id={one.id}
            title={one.text}
            note={one.lane}
            here={one.id === scene}
            links={links.get(one.id) ?? []}
            chosen={chosen}
            onScene={onScene}
            onPassage={onPassage}
          />
        ))}
      </ul>
    </section>
  )
}

/** What is said beside a scene: that it is omitted, invented, or from nowhere so far. */
function tagOf(scene: SceneRow): string | undefined {
  if (scene.omitted) return 'omitted'
  return scene.origin === 'source' ? undefined : scene.origin
}

interface Told {
  passage: Passage
  link: LinkRow
}

function byTarget(passages: readonly Passage[]): Map<string, Told[]> {
  const out = new Map<string, Told[]>()
  for (const passage of passages) {
    for (const link of passage.links ?? []) {
      const target = link.scene || link.card
      if (target) out.set(target, [...(out.get(target) ?? []), { passage, link }])
    }
  }
  return out
}

interface RowProps {
  id: string
  title: string
  note?: string
  tag?: string
  reason?: string
  struck?: boolean
  here: boolean
  links: readonly Told[]
  chosen?: string
  onScene(scene: string): void
  onPassage(passage: string): void
}

function Row({ id, title, note, tag, reason, struck, here, links, chosen, onScene, onPassage }: RowProps) {
  const t = useMessages('story/adaptation')
  return (
    <li className={styles.scene} data-scene={id} data-here={here || undefined}>
      <button type="button" className={styles.sceneHead} aria-pressed={here} onClick={() => onScene(id)}>
        <span className={struck ? styles.struck : undefined}>{title}</span>
        {tag && (
          <Badge size="xs" variant="outline" color={tag === 'candidate' ? 'orange' : 'gray'}>
            {t(`origin.${tag}`)}
          </Badge>
        )}
      </button>
      {here && note && <p className={styles.note}>{note}</p>}
      {here && reason && <p className={styles.note}>{t('because', { reason })}</p>}
      {links.length > 0 && (
        <ul className={styles.tells}>
          {links.map(({ passage, link }) => (
            <li key={link.id}>
              <button
                type="button"
                className={styles.tell}
                aria-pressed={passage.id === chosen}
                style={{ borderLeftColor: colourOf(link.omitted ? 'open' : link.change) }}
                onClick={() => onPassage(passage.id)}
              >
                {labelOf(passage, 60)} <small>{t(`verdict.${link.omitted ? 'untold' : link.change}`)}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
