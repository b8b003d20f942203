import { useMessages } from '@i18n'
import { Answer, confirm, DateText, Page, Panel } from '@kit'
import { Anchor, Badge, Button, CloseButton, Group, Table, TextInput } from '@mantine/core'
import { useGo, useValues } from '@shell'
import { useRead, useRight } from '@sync'
import { IconExternalLink, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { EditRule } from './EditRule'
import styles from './Rules.module.css'
import { type PackPage as Data, paths, type RuleItem, ruleKinds, severityColour, statusColour } from './types'
import { useWrite } from './useWrite'

/** One rule pack: every rule with its sentence, source and status, and what the production changed. */
export default function PackPage() {
  const t = useMessages('planning/rules')
  const { pack } = useValues()
  const page = useRead<Data>(paths.read, { params: { key: pack ?? '' }, kinds: ruleKinds })
  const mayEdit = useRight('rules.edit')
  const [editing, setEditing] = useState<{ rule?: RuleItem }>()
  const inForce = page.data?.id !== undefined && !/^0+(-0+)*$/.test(page.data.id)
  return (
    <Page
      title={page.data?.name ?? t('pack')}
      lead={page.data?.note}
      actions={
        mayEdit &&
        inForce && (
          <>
            <Remove data={page.data} />
            <Button onClick={() => setEditing({})}>{t('own_rule')}</Button>
          </>
        )
      }
    >
      <Answer of={page}>
        {(data) => <Body data={data} mayEdit={mayEdit && inForce} onEdit={(rule) => setEditing({ rule })} />}
      </Answer>
      {editing && page.data && (
        <EditRule pack={page.data} rule={editing.rule} onClose={() => setEditing(undefined)} />
      )}
    </Page>
  )
}

function Remove({ data }: { data?: Data }) {
  const t = useMessages('planning/rules')
  const write = useWrite()
  const go = useGo()
  const remove = async () => {
    const question = {
      title: t('remove_question', { name: data?.name ?? '' }),
      text: t('remove_text'),
      action: t('remove'),
      danger: true,
    }
    if (!data || !(await confirm(question))) return
    const gone = { method: 'DELETE', path: paths.pack, params: { pack: data.id } } as const
    if (await write({ title: t('removed', { name: data.name }), ...gone, preview: true }))
      go('planning/rules', '')
  }
  return (
    <Button variant="default" color="red" onClick={() => void remove()}>
      {t('remove')}
    </Button>
  )
}

function Body({ data, mayEdit, onEdit }: { data: Data; mayEdit: boolean; onEdit(rule: RuleItem): void }) {
  const t = useMessages('planning/rules')
  const [words, setWords] = useState('')
  const list = (data.list ?? []).filter((one) =>
    `${one.id} ${one.sentence} ${one.citation ?? ''}`.toLowerCase().includes(words.trim().toLowerCase()),
  )
  const people = data.people ?? []
  return (
    <div className={styles.stack}>
      <Panel>
        <Group justify="space-between" mb="xs">
          <TextInput
            size="xs"
            leftSection={<IconSearch size={14} />}
            aria-label={t('find_rule')}
            placeholder={t('find_rule')}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <span className={styles.hint}>{t('statuses')}</span>
        </Group>
        <Table verticalSpacing="xs" className={styles.small}>
          <Table.Tbody>
            {list.map((one) => (
              <Rule key={`${one.id}${one.from}`} rule={one} mayEdit={mayEdit} onEdit={() => onEdit(one)} />
            ))}
          </Table.Tbody>
        </Table>
      </Panel>
      {people.length > 0 && (
        <Panel title={t('whom', { count: data.engagements })}>
          <p className={styles.hint}>{people.join(', ')}</p>
        </Panel>
      )}
    </div>
  )
}

function Rule({ rule, mayEdit, onEdit }: { rule: RuleItem; mayEdit: boolean; onEdit(): void }) {
  const t = useMessages('planning/rules')
  const write = useWrite()
  const undo = () =>
    void write({
      title: t('as_pack', { rule: rule.id }),
      method: 'DELETE',
      path: paths.edit,
      params: { rule: rule.record ?? '' },
      preview: true,
    })
  return (
    <Table.Tr data-changed={rule.record ? true : undefined}>
      <Table.Td>
        <div>
          {rule.was && <del>{rule.was}</del>} {rule.sentence}
        </div>
        {(rule.from || rule.to) && (
          <small className={styles.hint}>
            {rule.from && <DateText value={rule.from} style="short" />} –{' '}
            {rule.to && <DateText value={rule.to} style="short" />}{' '}
          </small>
        )}
        {rule.amended && <small className={styles.changed}>{t('amended', { text: rule.amended })}</small>}
        {rule.problem && <div className={styles.problem}>{rule.problem}</div>}
      </Table.Td>
      <Table.Td>
        <Badge size="xs" variant="light" color={severityColour[rule.severity]}>
          {t(`severity.${rule.severity}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Badge
          size="xs"
          variant="outline"
          color={statusColour[rule.status]}
          title={t(`status.${rule.status}`)}
        >
          {rule.status}
        </Badge>{' '}
        <small className={styles.hint}>{rule.citation}</small>{' '}
        {(rule.source ?? []).filter(Boolean).map((one) =>
          one.startsWith('http') ? (
            <Anchor
              key={one}
              href={one}
              target="_blank"
              rel="noreferrer"
              size="xs"
              aria-label={t('open_source', { address: one })}
            >
              <IconExternalLink size={13} />
            </Anchor>
          ) : (
            <small key={one} className={styles.hint}>
              {one}
            </small>
          ),
        )}
      </Table.Td>
      {mayEdit && (
        <Table.Td className={styles.buttons}>
          {rule.record ? (
            <CloseButton
              size="sm"
              aria-label={t('as_pack', { rule: rule.id })}
              title={t('as_pack', { rule: rule.id })}
              onClick={undo}
            />
          ) : (
            rule.quantity !== 'duty' && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={onEdit}
                aria-label={t('change_rule', { rule: rule.id })}
              >
                {t('change')}
              </Button>
            )
          )}
        </Table.Td>
      )}
    </Table.Tr>
  )
}
