import { useMessages } from '@i18n'
import { DateText, Panel } from '@kit'
import { Badge, Button, CloseButton, Group, Select, Table, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from './Adaptation.module.css'
import { paths, type Rights, type TermRow, today } from './types'
import { useWrite } from './useSource'

const types = [
  'option',
  'extension',
  'purchase',
  'licence',
  'reversion',
  'approval',
  'payment',
  'other',
] as const

/** Option, extensions, purchase, reversion, approvals: their dates, and whether they were done. */
export function Terms({ source, data, mayEdit }: { source: string; data: Rights; mayEdit: boolean }) {
  const t = useMessages('story/adaptation')
  const terms = data.terms ?? []
  return (
    <Panel title={t('terms')}>
      {terms.length === 0 && <p className={styles.hint}>{t('no_terms')}</p>}
      {terms.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('term')}</Table.Th>
              <Table.Th>{t('from')}</Table.Th>
              <Table.Th>{t('until')}</Table.Th>
              <Table.Th>{t('act_by')}</Table.Th>
              <Table.Th>{t('done')}</Table.Th>
              <Table.Th>{t('note')}</Table.Th>
              {mayEdit && <Table.Th aria-label={t('remove')} />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {terms.map((one) => (
              <Row key={one.id} term={one} mayEdit={mayEdit && !one.from_grant} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {mayEdit && <AddTerm source={source} />}
    </Panel>
  )
}

function Day({ value }: { value?: string }) {
  return value ? <DateText value={value} style="short" /> : null
}

function Row({ term, mayEdit }: { term: TermRow; mayEdit: boolean }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const patch = (body: Record<string, unknown>) =>
    void write({
      title: term.name,
      method: 'PATCH',
      path: paths.term,
      params: { term: term.id },
      body,
      preview: true,
    })
  return (
    <Table.Tr>
      <Table.Td>
        <b>{term.name}</b> <small className={styles.block}>{t(`term.${term.type}`)}</small>
        {term.in_force && (
          <Badge size="xs" color="green" variant="light">
            {t('in_force')}
          </Badge>
        )}
      </Table.Td>
      <Table.Td>
        <Day value={term.from} />
      </Table.Td>
      <Table.Td>
        <Day value={term.until} />
      </Table.Td>
      <Table.Td>
        <Day value={term.act_by} />
      </Table.Td>
      <Table.Td>
        {mayEdit ? (
          <Group gap={4} wrap="nowrap">
            <TextInput
              key={term.done}
              type="date"
              size="xs"
              aria-label={`${t('done')}: ${term.name}`}
              defaultValue={term.done ?? ''}
              onBlur={(event) =>
                event.currentTarget.value !== (term.done ?? '') && patch({ done: event.currentTarget.value })
              }
            />
            {!term.done && (
              <Button size="compact-xs" variant="default" onClick={() => patch({ done: today() })}>
                {t('done_today')}
              </Button>
            )}
          </Group>
        ) : (
          <Day value={term.done} />
        )}
      </Table.Td>
      <Table.Td>{term.from_grant ? t('from_grant') : term.note}</Table.Td>
      {mayEdit && (
        <Table.Td>
          <CloseButton
            size="sm"
            aria-label={`${t('remove')}: ${term.name}`}
            onClick={() =>
              void write({
                title: t('remove'),
                method: 'DELETE',
                path: paths.term,
                params: { term: term.id },
                preview: true,
              })
            }
          />
        </Table.Td>
      )}
    </Table.Tr>
  )
}

function AddTerm({ source }: { source: string }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const empty = { name: '', from: '', until: '', act_by: '', done: '', note: '' }
  const [type, setType] = useState<string>('option')
  const [fields, setFields] = useState(empty)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
    const request = { title: t('add_term'), method: 'POST', path: paths.terms, params: { source } } as const
    if (await write({ ...request, body: { type, ...given }, preview: true })) setFields(empty)
  }
  const field = (name: keyof typeof empty, kind: 'text' | 'date') => (
    <TextInput
      size="xs"
      type={kind}
      label={t(name)}
      value={fields[name]}
      onChange={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
    />
  )
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs" align="flex-end" mt="sm">
        <Select
          size="xs"
          label={t('type')}
          data={types.map((value) => ({ value, label: t(`term.${value}`) }))}
          value={type}
          onChange={(value) => setType(value ?? 'option')}
          allowDeselect={false}
          w={130}
        />
        {field('name', 'text')}
        {field('from', 'date')}
        {field('until', 'date')}
        {field('act_by', 'date')}
        {field('done', 'date')}
        {field('note', 'text')}
        <Button size="xs" type="submit" variant="default" disabled={fields.name.trim() === ''}>
          {t('add_term')}
        </Button>
      </Group>
    </form>
  )
}
