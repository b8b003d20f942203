import { useMessages } from '@i18n'
import { Button, Group, Select, Table, TextInput } from '@mantine/core'
import { useRead, useRight } from '@sync'
import { type FormEvent, useState } from 'react'
import styles from './Adaptation.module.css'
import { ShareBar } from './HeatStrip'
import { type PersonRow, paths } from './types'
import { useWrite } from './useSource'

interface Character {
  id: string
  name: string
  category: string
}

/** Those of the book and what became of them: kept, merged into whom, cut, and why. */
export function PeopleTable({
  source,
  people,
  newFaces,
}: {
  source: string
  people: readonly PersonRow[]
  newFaces: readonly string[]
}) {
  const t = useMessages('story/adaptation')
  const mayEdit = useRight('adaptation.edit')
  const mayRead = useRight('breakdown.read')
  const elements = useRead<{ elements: Character[] | null }>(
    '/api/productions/{production}/breakdown/elements',
    { kinds: ['element'], skip: !mayEdit || !mayRead },
  )
  const characters = (elements.data?.elements ?? []).filter((one) =>
    ['character', 'animal', 'creature'].includes(one.category),
  )
  return (
    <>
      {people.length === 0 && <p className={styles.hint}>{t('no_people')}</p>}
      {people.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('in_book')}</Table.Th>
              <Table.Th ta="right">{t('named')}</Table.Th>
              <Table.Th w={130}>{t('became')}</Table.Th>
              <Table.Th w={130}>{t('fate')}</Table.Th>
              <Table.Th w={190}>{t('in_script')}</Table.Th>
              <Table.Th ta="right">{t('scenes')}</Table.Th>
              <Table.Th>{t('reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.map((one) => (
              <Row key={one.id} person={one} characters={characters} mayEdit={mayEdit} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {newFaces.length > 0 && <p>{t('new_faces', { names: newFaces.join(', ') })}</p>}
      {mayEdit && <AddPerson source={source} />}
    </>
  )
}

function Row({
  person,
  characters,
  mayEdit,
}: {
  person: PersonRow
  characters: readonly Character[]
  mayEdit: boolean
}) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const save = (body: Record<string, unknown>) =>
    void write({ title: t('fate'), method: 'PATCH', path: paths.person, params: { person: person.id }, body })
  const fates = ['kept', 'merged', 'cut'].map((value) => ({ value, label: t(`verdict.${value}`) }))
  const choices = characters.map((one) => ({ value: one.id, label: one.name }))
  return (
    <Table.Tr>
      <Table.Td>
        <b>{person.name}</b>
        {person.aliases && <small className={styles.block}>{Object.keys(person.aliases).join(', ')}</small>}
      </Table.Td>
      <Table.Td ta="right" className="bl-number">
        {person.mentions}
      </Table.Td>
      <Table.Td>{person.mentions > 0 && <ShareBar shares={person.shares} />}</Table.Td>
      <Table.Td>
        {mayEdit ? (
          <Select
            size="xs"
            aria-label={`${t('fate')}: ${person.name}`}
            data={fates}
            placeholder={t('verdict.open')}
            value={person.fate === 'open' ? null : person.fate}
            onChange={(change) => save({ change: change ?? '' })}
            clearable
          />
        ) : (
          t(`verdict.${person.fate}`)
        )}
      </Table.Td>
      <Table.Td>
        {mayEdit && choices.length > 0 && person.fate !== 'cut' ? (
          <Select
            size="xs"
            aria-label={`${t('in_script')}: ${person.name}`}
            data={choices}
            placeholder={t('nobody')}
            value={person.element || null}
            onChange={(element) => save({ element: element ?? '' })}
            searchable
            clearable
          />
        ) : (
          person.character
        )}
        {(person.with?.length ?? 0) > 0 && (
          <small className={styles.block}>{t('together', { names: person.with?.join(', ') })}</small>
        )}
      </Table.Td>
      <Table.Td ta="right" className="bl-number">
        {person.scenes || ''}
      </Table.Td>
      <Table.Td>
        {mayEdit ? (
          <TextInput
            key={person.reason}
            size="xs"
            aria-label={`${t('reason')}: ${person.name}`}
            defaultValue={person.reason}
            onBlur={(event) =>
              event.currentTarget.value !== (person.reason ?? '') &&
              save({ reason: event.currentTarget.value })
            }
          />
        ) : (
          person.reason
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function AddPerson({ source }: { source: string }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const [name, setName] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { names: [name] }
    if (await write({ title: t('add_person'), method: 'POST', path: paths.people, params: { source }, body }))
      setName('')
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs" mt="sm">
        <TextInput
          size="xs"
          aria-label={t('add_person')}
          placeholder={t('add_person_hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" variant="default" disabled={name.trim() === ''}>
          {t('add')}
        </Button>
      </Group>
    </form>
  )
}
