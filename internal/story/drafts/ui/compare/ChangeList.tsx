import { useMessages } from '@i18n'
import { Badge, Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { isChanged, type Row, sections } from './align'
import styles from './Compare.module.css'
import { tone } from './DraftPanes'
import { Words } from './SceneRows'
import type { Beside } from './types'
import { sceneWords } from './words'

/** The changes one under the other, for a phone: what was, then what is. */
export function ChangeList({ beside }: { beside: Beside }) {
  const t = useMessages('story/drafts')
  const list = useMemo(() => sections(beside).filter(isChanged), [beside])
  const number = (id: string) =>
    beside.before?.find((one) => one.id === id)?.number ?? beside.after?.find((one) => one.id === id)?.number
  return (
    <Stack gap="md" className={styles.list}>
      {list.length === 0 && <Text>{t('same')}</Text>}
      {list.map((section) => (
        <section
          key={section.key}
          className={styles.card}
          aria-label={`${section.number} ${section.heading}`}
        >
          <Group gap={6}>
            <b>{section.number}</b>
            <span>{section.heading || t('title_page')}</span>
            {(section.change?.kinds ?? []).map((kind) => (
              <Badge key={kind} size="sm" variant="light" color={tone[kind] ?? 'indigo'}>
                {t(kind)}
              </Badge>
            ))}
          </Group>
          {section.change && (
            <Text size="sm" c="dimmed">
              {sceneWords(t, section.change, number).join(' · ')}
            </Text>
          )}
          {section.rows
            .filter((row) => row.kind !== 'same')
            .map((row) => (
              <Changed key={row.key} row={row} />
            ))}
        </section>
      ))}
    </Stack>
  )
}

function Changed({ row }: { row: Row }) {
  return (
    <div className={styles.changed} data-kind={row.kind}>
      {row.left && row.kind !== 'here' && (
        <p className={styles.was} data-whole={!row.words || undefined}>
          <Words row={row} side="left" />
        </p>
      )}
      {row.right && row.kind !== 'away' && (
        <p className={styles.now} data-whole={!row.words || undefined}>
          <Words row={row} side="right" />
        </p>
      )}
    </div>
  )
}
