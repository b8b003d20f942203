import { useMessages } from '@i18n'
import { RecordPicker } from '@kit'
import { ActionIcon, Group, Select } from '@mantine/core'
import { useFindRecords, usePath } from '@shell'
import { useRight } from '@sync'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import styles from './Room.module.css'
import { type Arc, type Detail, list, paths } from './types'
import { useWrite } from './useroom'

const kinds = ['scene', 'element', 'arc', 'passage'] as const

interface Props {
  detail: Detail
  arcs: readonly Arc[]
  mayWrite: boolean
}

/** What a card is about: the scenes that grew out of it, further storylines, characters, sets, passages of a book. */
export function CardLinks({ detail, arcs, mayWrite }: Props) {
  const t = useMessages('story/room')
  const write = useWrite()
  const path = usePath()
  const find = useFindRecords()
  const mayRead = useRight('breakdown.read')
  const [kind, setKind] = useState<string>('scene')
  const tie = (body: object, what: string) =>
    write({
      title: t(what, { card: detail.title }),
      method: 'PATCH',
      path: paths.card,
      params: { card: detail.id },
      body,
      preview: true,
    })
  const others = list(detail.arcs)
    .filter((id) => id !== detail.arc)
    .map((id) => ({ id, name: arcs.find((arc) => arc.id === id)?.name ?? t('arc') }))
  const named = [...others, ...list(detail.people), ...list(detail.things), ...list(detail.passages)]
  return (
    <section>
      <h3 className={styles.sectionTitle}>{t('about')}</h3>
      {list(detail.scene_cards).map((scene) => (
        <Group key={scene.id} className={styles.note} wrap="nowrap" justify="space-between">
          <span>
            {mayRead ? (
              <Link to={path('story/breakdown', 'scene/$scene', { scene: scene.id })}>
                {t('scene_number', { number: scene.number })}
              </Link>
            ) : (
              t('scene_number', { number: scene.number })
            )}{' '}
            {scene.heading} · {scene.length}
            {list(scene.days).length > 0 && ` · ${t('on_days', { days: list(scene.days).join(', ') })}`}
            {scene.synopsis && <small>{scene.synopsis}</small>}
          </span>
          {mayWrite && (
            <ActionIcon
              variant="subtle"
              aria-label={t('untie', { what: t('scene_number', { number: scene.number }) })}
              onClick={() => void tie({ unlink: [scene.id] }, 'untied')}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      ))}
      <ul className={styles.links} style={{ marginTop: '0.5rem' }}>
        {named.map((one) => (
          <li key={one.id} className={styles.link}>
            {one.name}
            {mayWrite && (
              <ActionIcon
                variant="subtle"
                size="xs"
                aria-label={t('untie', { what: one.name })}
                onClick={() => void tie({ unlink: [one.id] }, 'untied')}
              >
                <IconX size={12} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <Select
            label={t('tie_to')}
            data={kinds.map((value) => ({ value, label: t(`link.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(value ?? 'scene')}
            allowDeselect={false}
            w={170}
          />
          <RecordPicker
            key={kind + named.length + list(detail.scene_cards).length}
            kind={kind}
            aria-label={t(`link.${kind}`)}
            placeholder={t('search')}
            onChange={(id) => id && void tie({ link: [id] }, 'tied')}
            find={find}
            style={{ flex: 1 }}
          />
        </Group>
      )}
    </section>
  )
}
