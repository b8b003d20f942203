import { useMessages } from '@i18n'
import type { BlockRange } from '@kit'
import { ProblemView } from '@kit'
import { Autocomplete, Button, FocusTrap, Group, Select, Stack } from '@mantine/core'
import { useCommand, useRead } from '@sync'
import { type FormEvent, useState } from 'react'
import styles from './Breakdown.module.css'
import { type Category, type ElementRow, meaning, paths } from './types'

interface TagMenuProps {
  range: BlockRange
  at: DOMRect
  categories: readonly Category[]
  onClose(): void
}

const remembered = 'backlot.breakdown.category'

/** The menu beside chosen words: which category, which element. */
export function TagMenu({ range, at, categories, onClose }: TagMenuProps) {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const [category, setCategory] = useState(() => sessionStorage.getItem(remembered) ?? 'prop')
  const [name, setName] = useState(range.text.trim())
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const elements = useRead<{ elements: ElementRow[] }>(paths.elements, {
    query: { category },
    kinds: ['element', 'use'],
  })
  const list = elements.data?.elements ?? []
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      sessionStorage.setItem(remembered, category)
      await write({
        title: t('tagged', { words: range.text }),
        method: 'POST',
        path: paths.tags,
        body: { block: range.block, start: range.start, end: range.end, ...meaning(name, category, list) },
      })
      onClose()
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setBusy(false)
    }
  }
  const top = Math.min(at.bottom + 8, window.innerHeight - 280)
  const left = Math.min(Math.max(at.left, 8), window.innerWidth - 340)
  return (
    <FocusTrap>
      <form
        className={styles.popup}
        style={{ top, left }}
        aria-label={t('chosen', { words: range.text })}
        onSubmit={(event) => void save(event)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      >
        <Stack gap="xs">
          <strong>{t('chosen', { words: range.text })}</strong>
          {problem !== undefined && <ProblemView error={problem} />}
          <Select
            label={t('category')}
            data={categories.map((one) => ({ value: one.key, label: one.title }))}
            value={category}
            onChange={(value) => setCategory(value ?? 'prop')}
            allowDeselect={false}
            searchable
          />
          <Autocomplete
            label={t('tag_as')}
            description={t('tag_as_hint')}
            data={[...new Set(list.map((one) => one.name))]}
            value={name}
            onChange={setName}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button type="submit" loading={busy} disabled={name.trim() === ''}>
              {t('tag')}
            </Button>
          </Group>
        </Stack>
      </form>
    </FocusTrap>
  )
}
