import { useMessages } from '@i18n'
import { ActionIcon, Button, Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronUp,
  IconMessage2,
  IconSearch,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import { KeepButton } from './Keep'
import styles from './Reader.module.css'
import { placesOf, zoomed } from './reader'
import type { Draft, TextBlock } from './types'

interface ReaderBarProps {
  draft: Draft
  blocks: readonly TextBlock[]
  view: 'pages' | 'text'
  /** Left out where there is only one. */
  onView?(view: 'pages' | 'text'): void
  zoom: number
  onZoom(zoom: number): void
  words: string
  onWords(words: string): void
  hits: number
  hit: number
  onHit(index: number): void
  onJump(value: string): void
  /** How many notes there are; undefined while they are shown. */
  notes?: number
  onNotes(): void
}

/** What a reader does with a script, in one line: find, go to, pages or text, larger, keep, notes. */
export function ReaderBar(props: ReaderBarProps) {
  const t = useMessages('story/drafts')
  return (
    <div className={styles.bar}>
      <Find {...props} />
      <GoTo {...props} />
      {props.onView && (
        <SegmentedControl
          aria-label={t('view')}
          value={props.view}
          onChange={(value) => props.onView?.(value as 'pages' | 'text')}
          data={[
            { value: 'pages', label: t('view.pages') },
            { value: 'text', label: t('view.text') },
          ]}
        />
      )}
      <Group gap={2}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('smaller')}
          onClick={() => props.onZoom(zoomed(props.zoom, -1))}
        >
          <IconZoomOut size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('larger')}
          onClick={() => props.onZoom(zoomed(props.zoom, 1))}
        >
          <IconZoomIn size={18} />
        </ActionIcon>
      </Group>
      <KeepButton draft={props.draft} />
      <Button
        variant={props.notes === undefined ? 'light' : 'default'}
        leftSection={<IconMessage2 size={16} />}
        aria-pressed={props.notes === undefined}
        onClick={props.onNotes}
      >
        {props.notes ? t('notes_count', { count: props.notes }) : t('notes')}
      </Button>
    </div>
  )
}

function Find({ words, onWords, hits, hit, onHit }: ReaderBarProps) {
  const t = useMessages('story/drafts')
  return (
    <Group gap={4} wrap="nowrap" className={styles.find}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} />}
        value={words}
        onChange={(event) => onWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onHit(event.shiftKey ? hit - 1 : hit + 1)
          if (event.key === 'Escape') onWords('')
        }}
        style={{ flex: '1 1 8rem', minWidth: '6rem' }}
      />
      {words.trim().length > 1 && (
        <>
          <Text size="sm" role="status" style={{ whiteSpace: 'nowrap' }}>
            {hits > 0 ? t('hit_of', { hit: hit + 1, hits }) : t('hits_none')}
          </Text>
          <ActionIcon variant="subtle" aria-label={t('hit_before')} onClick={() => onHit(hit - 1)}>
            <IconChevronUp size={18} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label={t('hit_next')} onClick={() => onHit(hit + 1)}>
            <IconChevronDown size={18} />
          </ActionIcon>
        </>
      )}
    </Group>
  )
}

function GoTo({ blocks, onJump }: ReaderBarProps) {
  const t = useMessages('story/drafts')
  const places = useMemo(() => placesOf(blocks), [blocks])
  return (
    <Select
      aria-label={t('go_to')}
      placeholder={t('go_to')}
      searchable
      clearable={false}
      value={null}
      onChange={(value) => value && onJump(value)}
      limit={80}
      nothingFoundMessage={t('hits_none')}
      data={[
        { group: t('scenes'), items: places.scenes },
        {
          group: t('view.pages'),
          items: places.pages.map((one) => ({ ...one, label: t('page', { page: one.label }) })),
        },
        { group: t('people'), items: places.people },
      ]}
      className={styles.goTo}
      comboboxProps={{ width: 320, position: 'bottom-start' }}
    />
  )
}
