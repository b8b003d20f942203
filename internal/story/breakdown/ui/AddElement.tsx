import { useMessages } from '@i18n'
import { Autocomplete, Button, Group, Select } from '@mantine/core'
import { useCommand, useRead } from '@sync'
import { type FormEvent, useState } from 'react'
import { type Category, type ElementRow, meaning, paths } from './types'

/** Adds an element to a scene by its name, without words of the script. */
export function AddElement({ scene }: { scene: string }) {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const [category, setCategory] = useState('prop')
  const [name, setName] = useState('')
  const categories = useRead<{ categories: Category[] }>(paths.categories, { kinds: [] })
  const elements = useRead<{ elements: ElementRow[] }>(paths.elements, {
    query: { category },
    kinds: ['element', 'use'],
  })
  const list = elements.data?.elements ?? []
  const save = async (event: FormEvent) => {
    event.preventDefault()
    await write({
      title: t('added'),
      method: 'POST',
      path: paths.uses,
      body: { scene, ...meaning(name, category, list) },
    })
    setName('')
  }
  return (
    <form onSubmit={(event) => void save(event)} aria-label={t('add_element')}>
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <Select
          label={t('category')}
          data={(categories.data?.categories ?? []).map((one) => ({ value: one.key, label: one.title }))}
          value={category}
          onChange={(value) => setCategory(value ?? 'prop')}
          allowDeselect={false}
          w={130}
        />
        <Autocomplete
          label={t('name')}
          data={[...new Set(list.map((one) => one.name))]}
          value={name}
          onChange={setName}
          style={{ flex: 1 }}
        />
        <Button type="submit" variant="default" disabled={name.trim() === ''}>
          {t('add')}
        </Button>
      </Group>
    </form>
  )
}
