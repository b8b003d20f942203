import { useMessages } from '@i18n'
import { DateText, Panel, RecordPicker } from '@kit'
import { Button, CloseButton, Group, Modal, Select, Stack, Table, TextInput } from '@mantine/core'
import { useFindRecords } from '@shell'
import { useRead } from '@sync'
import { type FormEvent, useState } from 'react'
import styles from './Rules.module.css'
import { type PackPage, paths, type Rules, ruleKinds } from './types'
import { useWrite } from './useWrite'

/** Exceptions from rules, each with who granted it and the consent it rests on. */
export function Waivers({ data, mayEdit }: { data: Rules; mayEdit: boolean }) {
  const t = useMessages('planning/rules')
  const write = useWrite()
  const [adding, setAdding] = useState(false)
  const list = data.waivers ?? []
  const add = mayEdit && (data.packs ?? []).length > 0 && (
    <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
      {t('add_waiver')}
    </Button>
  )
  return (
    <Panel title={t('waivers')} actions={add}>
      {list.length === 0 && <p className={styles.hint}>{t('no_waivers')}</p>}
      {list.length > 0 && (
        <Table verticalSpacing="xs" className={styles.small}>
          <Table.Tbody>
            {list.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td className={styles.date}>
                  {one.from && <DateText value={one.from} />}
                  {one.to && one.to !== one.from && (
                    <>
                      {' – '}
                      <DateText value={one.to} />
                    </>
                  )}
                </Table.Td>
                <Table.Td>{one.person ?? t('everybody')}</Table.Td>
                <Table.Td>
                  {one.pack}/{one.rule}
                </Table.Td>
                <Table.Td>
                  {t('granted', { by: one.by, reason: one.reason })}
                  {one.consent && (
                    <div className={styles.hint}>
                      {one.consent}, {one.consent_on && <DateText value={one.consent_on} style="short" />}
                    </div>
                  )}
                  {one.problem && <div className={styles.problem}>{one.problem}</div>}
                </Table.Td>
                {mayEdit && (
                  <Table.Td>
                    <CloseButton
                      size="sm"
                      aria-label={t('withdraw')}
                      onClick={() =>
                        void write({
                          title: t('withdraw'),
                          method: 'DELETE',
                          path: paths.waiver,
                          params: { waiver: one.id },
                          preview: true,
                        })
                      }
                    />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {adding && <AddWaiver data={data} onClose={() => setAdding(false)} />}
    </Panel>
  )
}

function AddWaiver({ data, onClose }: { data: Rules; onClose(): void }) {
  const t = useMessages('planning/rules')
  const write = useWrite()
  const find = useFindRecords()
  const [pack, setPack] = useState<string | null>(data.packs?.[0]?.id ?? null)
  const [rule, setRule] = useState<string | null>(null)
  const [engagement, setEngagement] = useState<string>()
  const [by, setBy] = useState<string>()
  const [fields, setFields] = useState({ from: '', to: '', reason: '', consent: '', consent_on: '' })
  const page = useRead<PackPage>(paths.read, { params: { key: pack ?? '' }, kinds: ruleKinds, skip: !pack })
  const rules = (page.data?.list ?? []).filter((one) => one.limit && !one.problem)
  const field = (name: keyof typeof fields, type: 'text' | 'date', required = true) => (
    <TextInput
      type={type}
      label={t(name)}
      value={fields[name]}
      onChange={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
      required={required}
    />
  )
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
    const body = { ...given, pack, rule, granted_by: by, ...(engagement ? { engagement } : {}) }
    if (await write({ title: t('add_waiver'), method: 'POST', path: paths.waivers, body, preview: true }))
      onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('add_waiver')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="sm">
          <Select
            label={t('pack')}
            data={(data.packs ?? []).map((one) => ({ value: one.id, label: one.name }))}
            value={pack}
            onChange={(value) => {
              setPack(value)
              setRule(null)
            }}
            allowDeselect={false}
          />
          <Select
            label={t('rule')}
            data={rules.map((one) => ({ value: one.id, label: one.sentence }))}
            value={rule}
            onChange={setRule}
            searchable
          />
          <RecordPicker
            kind="engagement"
            label={t('for')}
            placeholder={t('everybody')}
            value={engagement}
            onChange={setEngagement}
            find={find}
          />
          <Group grow>
            {field('from', 'date')}
            {field('to', 'date', false)}
          </Group>
          {field('reason', 'text')}
          <RecordPicker
            kind="party"
            label={t('granted_by')}
            value={by}
            onChange={setBy}
            find={find}
            required
          />
          <Group grow>
            {field('consent', 'text')}
            {field('consent_on', 'date')}
          </Group>
          <Group justify="flex-end">
            <Button type="submit" disabled={!pack || !rule || !by}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
