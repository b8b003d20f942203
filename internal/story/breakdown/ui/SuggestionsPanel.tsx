import { useMessages } from '@i18n'
import { Answer, Panel } from '@kit'
import { ActionIcon, Button, Text } from '@mantine/core'
import { useCommand, useRead } from '@sync'
import { IconCheck, IconX } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import styles from './Breakdown.module.css'
import { type Category, paths, type Suggestion } from './types'

const spanOf = (one: Suggestion) => ({ block: one.block, start: one.start, end: one.end })
const meaningOf = (one: Suggestion) =>
  one.element ? { element: one.element } : { name: one.name, category: one.category }

/** What the words seem to need: accept or turn down, one by one or all at once. */
export function SuggestionsPanel({ scene }: { scene: string }) {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const suggestions = useRead<{ suggestions: Suggestion[] }>(paths.suggestions, {
    params: { scene },
    kinds: ['use', 'element', 'tag', 'block'],
  })
  const list = suggestions.data?.suggestions ?? []
  const acceptAll = () =>
    void write({
      title: t('accept_all', { count: list.length }),
      method: 'POST',
      path: paths.manyTags,
      body: { tags: list.map((one) => ({ ...spanOf(one), ...meaningOf(one) })) },
    })
  return (
    <Panel
      title={t('suggestions')}
      actions={
        list.length > 0 && (
          <Button size="compact-sm" variant="light" onClick={acceptAll}>
            {t('accept_all', { count: list.length })}
          </Button>
        )
      }
    >
      <Answer of={suggestions}>
        {() =>
          list.length === 0 ? (
            <p className={styles.hint}>{t('no_suggestions')}</p>
          ) : (
            list.map((one) => <Row key={`${one.block}-${one.start}-${one.category}`} one={one} />)
          )
        }
      </Answer>
    </Panel>
  )
}

function Row({ one }: { one: Suggestion }) {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const categories = useRead<{ categories: Category[] }>(paths.categories, { kinds: [] })
  const category = categories.data?.categories.find((c) => c.key === one.category)
  const accept = () =>
    void write({
      title: t('accept', { name: one.name }),
      method: 'POST',
      path: paths.tags,
      body: { ...spanOf(one), ...meaningOf(one) },
    })
  const reject = () =>
    void write({
      title: t('reject', { name: one.name }),
      method: 'POST',
      path: paths.rejections,
      body: { ...spanOf(one), category: one.category },
    })
  return (
    <div className={styles.suggestion} style={{ '--category': category?.color } as CSSProperties}>
      <div>
        {one.name}
        <Text size="xs" c="dimmed">
          {category?.title} · “{one.words}” · {t('confidence', { percent: Math.round(one.confidence * 100) })}
        </Text>
      </div>
      <ActionIcon
        variant="light"
        size="lg"
        color="green"
        onClick={accept}
        aria-label={t('accept', { name: one.name })}
      >
        <IconCheck size={18} />
      </ActionIcon>
      <ActionIcon
        variant="light"
        size="lg"
        color="gray"
        onClick={reject}
        aria-label={t('reject', { name: one.name })}
      >
        <IconX size={18} />
      </ActionIcon>
    </div>
  )
}
