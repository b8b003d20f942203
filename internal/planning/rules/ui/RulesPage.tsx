import { useMessages } from '@i18n'
import { Answer, DateText, EmptyState, Page, Panel } from '@kit'
import { Alert, Anchor, Badge, Button, Group, Modal, Select, Stack, Table, TextInput } from '@mantine/core'
import { useGo, usePath } from '@shell'
import { useRead, useRight } from '@sync'
import { IconPlus, IconScale } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Breaches } from './Breaches'
import { Modes } from './Modes'
import styles from './Rules.module.css'
import { type PackItem, paths, type Rules, ruleKinds } from './types'
import { useWrite } from './useWrite'
import { Waivers } from './Waivers'

/** Which rules bind the production, where the plan breaks them, and what the production does another way. */
export default function RulesPage() {
  const t = useMessages('planning/rules')
  const go = useGo()
  const mayEdit = useRight('rules.edit')
  const rules = useRead<Rules>(paths.all, { kinds: ruleKinds })
  const [adding, setAdding] = useState(false)
  const actions = (
    <>
      <Button variant="default" onClick={() => go('planning/rules', 'try')}>
        {t('try')}
      </Button>
      {mayEdit && (
        <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
          {t('add_pack')}
        </Button>
      )}
    </>
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={actions}>
      <Answer of={rules}>
        {(data) => (
          <Stack>
            <Breaches data={data} />
            <Packs data={data} />
            <Waivers data={data} mayEdit={mayEdit} />
            <Modes list={data.planner ?? []} mayEdit={mayEdit} />
          </Stack>
        )}
      </Answer>
      {adding && rules.data && <AddPack data={rules.data} onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Packs({ data }: { data: Rules }) {
  const t = useMessages('planning/rules')
  const packs = data.packs ?? []
  return (
    <Panel title={t('packs')}>
      {packs.length === 0 ? (
        <EmptyState title={t('no_packs')} icon={IconScale}>
          {t('no_packs_text')}
        </EmptyState>
      ) : (
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('pack')}</Table.Th>
              <Table.Th>{t('where')}</Table.Th>
              <Table.Th>{t('in_force')}</Table.Th>
              <Table.Th ta="right">{t('rules')}</Table.Th>
              <Table.Th ta="right">{t('edits')}</Table.Th>
              <Table.Th ta="right">{t('engagements')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {packs.map((one) => (
              <PackRow key={one.id} pack={one} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  )
}

function PackRow({ pack }: { pack: PackItem }) {
  const t = useMessages('planning/rules')
  const path = usePath()
  const write = useWrite()
  const mayEdit = useRight('rules.edit')
  const renew = () =>
    void write({
      title: t('renewed', { name: pack.name }),
      method: 'PATCH',
      path: paths.pack,
      params: { pack: pack.id },
      body: { key: pack.newer },
      preview: true,
    })
  return (
    <Table.Tr>
      <Table.Td>
        <Link to={path('planning/rules', 'pack/$pack', { pack: pack.id })}>{pack.name}</Link>{' '}
        <Badge size="xs" variant="light" color="gray">
          {t(`kind.${pack.kind}`)}
        </Badge>
        {(pack.problems ?? []).map((one) => (
          <div key={one} className={styles.problem}>
            {one}
          </div>
        ))}
        {pack.newer && (
          <div className={styles.hint}>
            {t('newer', { key: pack.newer })}{' '}
            {mayEdit && (
              <Anchor component="button" size="sm" onClick={renew}>
                {t('take_newer')}
              </Anchor>
            )}
          </div>
        )}
      </Table.Td>
      <Table.Td>{pack.jurisdiction}</Table.Td>
      <Table.Td>
        {pack.from || pack.to ? (
          <>
            {pack.from && <DateText value={pack.from} style="short" />} –{' '}
            {pack.to && <DateText value={pack.to} style="short" />}
          </>
        ) : (
          t('always')
        )}
      </Table.Td>
      <Table.Td ta="right">{pack.rules}</Table.Td>
      <Table.Td ta="right">{pack.edits || ''}</Table.Td>
      <Table.Td ta="right">{pack.engagements}</Table.Td>
    </Table.Tr>
  )
}

function AddPack({ data, onClose }: { data: Rules; onClose(): void }) {
  const t = useMessages('planning/rules')
  const write = useWrite()
  const [key, setKey] = useState<string | null>(null)
  const [fields, setFields] = useState({ name: '', from: '', to: '' })
  const own = key === 'own'
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const name = fields.name.trim()
    const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
    const body = { ...given, key: own ? `own-${slug}` : key }
    if (await write({ title: t('add_pack'), method: 'POST', path: paths.packs, body, preview: true }))
      onClose()
  }
  const packs = (data.shipped ?? []).filter((one) => !one.in_force)
  return (
    <Modal opened onClose={onClose} title={t('add_pack')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="sm">
          <Select
            label={t('pack')}
            data={[
              ...packs.map((one) => ({
                value: one.key,
                label: [one.title, one.jurisdiction].filter(Boolean).join(' · '),
              })),
              { value: 'own', label: t('own_pack') },
            ]}
            value={key}
            onChange={setKey}
            searchable
            data-autofocus
          />
          {own && (
            <TextInput
              label={t('name')}
              value={fields.name}
              onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
              required
            />
          )}
          <Group grow>
            <TextInput
              type="date"
              label={t('first_day')}
              value={fields.from}
              onChange={(event) => setFields({ ...fields, from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('last_day')}
              value={fields.to}
              onChange={(event) => setFields({ ...fields, to: event.currentTarget.value })}
            />
          </Group>
          <Alert color="gray">{t('binds')}</Alert>
          <Group justify="flex-end">
            <Button type="submit" disabled={!key || (own && !fields.name.trim())}>
              {t('put_in_force')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
