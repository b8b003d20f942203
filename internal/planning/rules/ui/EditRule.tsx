import { useMessages } from '@i18n'
import { RecordPicker } from '@kit'
import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useFindRecords } from '@shell'
import { useRead } from '@sync'
import { type FormEvent, useState } from 'react'
import { type PackPage, paths, type RuleItem, type Rules, ruleKinds } from './types'
import { useWrite } from './useWrite'

const severities = ['forbidden', 'cost', 'warning', 'info'] as const

/** Changes a rule of a pack for this production, or makes one of its own; says first which days that would break. */
export function EditRule({ pack, rule, onClose }: { pack: PackPage; rule?: RuleItem; onClose(): void }) {
  const t = useMessages('planning/rules')
  const write = useWrite()
  const find = useFindRecords()
  const all = useRead<Rules>(paths.all, { kinds: ruleKinds })
  const [quantity, setQuantity] = useState<string | null>(null)
  const [severity, setSeverity] = useState<string | null>(null)
  const [by, setBy] = useState<string>()
  const [fields, setFields] = useState({ value: rule?.limit ?? '', text: '', from: '', to: '', reason: '' })
  const put = (name: keyof typeof fields) => (event: { currentTarget: { value: string } }) =>
    setFields({ ...fields, [name]: event.currentTarget.value })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
    const slug = fields.text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
    const body = {
      ...given,
      key: rule?.id ?? `own-${slug}`,
      ...(rule ? {} : { quantity }),
      ...(severity ? { severity } : {}),
      ...(by ? { agreed_by: by } : {}),
    }
    const title = rule ? t('change_rule', { rule: rule.id }) : t('own_rule')
    const request = { method: 'POST', path: paths.rules, params: { pack: pack.id } } as const
    if (await write({ title, ...request, body, preview: true })) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={rule ? t('change_rule', { rule: rule.id }) : t('own_rule')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="sm">
          {rule ? (
            <p>{rule.sentence}</p>
          ) : (
            <>
              <TextInput
                label={t('text')}
                value={fields.text}
                onChange={put('text')}
                required
                data-autofocus
              />
              <Select
                label={t('measures')}
                data={(all.data?.quantities ?? [])
                  .filter((one) => one.key !== 'duty')
                  .map((one) => ({
                    value: one.key,
                    label: `${one.label} (${t(one.least ? 'least' : 'most')})`,
                  }))}
                value={quantity}
                onChange={setQuantity}
                searchable
              />
            </>
          )}
          <TextInput
            label={t('limit')}
            description={t('limit_hint')}
            value={fields.value}
            onChange={put('value')}
            data-autofocus={rule ? true : undefined}
            required
          />
          <Select
            label={t('means')}
            placeholder={rule ? t('as_before') : undefined}
            data={severities.map((value) => ({ value, label: t(`breach.${value}`) }))}
            value={severity}
            onChange={setSeverity}
            clearable
          />
          <Group grow>
            <TextInput type="date" label={t('first_day')} value={fields.from} onChange={put('from')} />
            <TextInput type="date" label={t('last_day')} value={fields.to} onChange={put('to')} />
          </Group>
          <RecordPicker kind="party" label={t('agreed_by')} value={by} onChange={setBy} find={find} />
          <TextInput label={t('reason')} value={fields.reason} onChange={put('reason')} required />
          {rule?.severity === 'block' && pack.kind === 'law' && <Alert color="gray">{t('law_hint')}</Alert>}
          <Group justify="flex-end">
            <Button
              type="submit"
              disabled={!fields.value || !fields.reason || (!rule && (!quantity || !fields.text))}
            >
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
