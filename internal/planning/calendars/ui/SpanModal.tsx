import { useMessages } from '@i18n'
import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { clock, minutes } from './days'
import { paths, type Row, type Span, spanTypes, whose } from './types'
import { useWrite } from './useWrite'

/** What is to be noted or changed: days of a row, and the stretch that is there already. */
export interface Draft {
  row: Row
  from: string
  to: string
  span?: Span
}

/** Notes when somebody or something can or cannot be had, or changes it. */
export function SpanModal({
  draft,
  mayReason,
  onClose,
}: {
  draft: Draft
  mayReason: boolean
  onClose(): void
}) {
  const t = useMessages('planning/calendars')
  const write = useWrite()
  const { row, span } = draft
  const [type, setType] = useState<string>(span?.type ?? 'unavailable')
  const [fields, setFields] = useState({
    from: span?.from ?? draft.from,
    to: span?.to ?? draft.to,
    start: span?.from_min || span?.to_min ? clock(span.from_min) : '',
    end: span?.from_min || span?.to_min ? clock(span.to_min, true) : '',
    text: span?.text ?? '',
    reason: span?.reason ?? '',
  })
  const put = (name: keyof typeof fields) => (event: { currentTarget: { value: string } }) =>
    setFields({ ...fields, [name]: event.currentTarget.value })
  const end = minutes(fields.end)
  const body = {
    type,
    from: fields.from,
    to: fields.to < fields.from ? fields.from : fields.to,
    from_min: minutes(fields.start) ?? 0,
    to_min: end === undefined || end === 1440 ? 0 : end,
    text: fields.text.trim(),
    ...(mayReason ? { reason: fields.reason.trim() } : {}),
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const request = span
      ? ({ method: 'PATCH', path: paths.span, params: { span: span.record ?? '' }, body } as const)
      : ({ method: 'POST', path: paths.spans, body: { ...whose(row), ...body } } as const)
    if (await write({ title: `${row.name}: ${t(`type.${type}`)}`, ...request, preview: true })) onClose()
  }
  const remove = async () => {
    const gone = { method: 'DELETE', path: paths.span, params: { span: span?.record ?? '' } } as const
    if (await write({ title: t('removed', { name: row.name }), ...gone, preview: true })) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={row.name} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="sm">
          <Select
            label={t('type')}
            data={spanTypes
              .filter((value) => value !== 'school' || row.minor)
              .map((value) => ({ value, label: t(`type.${value}`) }))}
            value={type}
            onChange={(value) => setType(value ?? 'unavailable')}
            allowDeselect={false}
            data-autofocus
          />
          <Group grow>
            <TextInput
              type="date"
              label={t('first_day')}
              value={fields.from}
              onChange={put('from')}
              required
            />
            <TextInput type="date" label={t('last_day')} value={fields.to} onChange={put('to')} required />
          </Group>
          <Group grow>
            <TextInput
              type="time"
              label={t('start')}
              description={t('part_hint')}
              value={fields.start}
              onChange={put('start')}
            />
            <TextInput
              type="time"
              label={t('end')}
              description={row.zone ?? ' '}
              value={fields.end}
              onChange={put('end')}
            />
          </Group>
          <TextInput
            label={t('text')}
            description={t('text_hint')}
            value={fields.text}
            onChange={put('text')}
            maxLength={300}
          />
          {mayReason && (
            <Textarea
              label={t('reason')}
              description={t('reason_hint')}
              value={fields.reason}
              onChange={put('reason')}
              maxLength={1000}
              autosize
            />
          )}
          {span?.source && <p>{t('source', { source: span.source })}</p>}
          <Group justify="space-between">
            {span ? (
              <Button variant="subtle" color="red" onClick={() => void remove()}>
                {t('remove')}
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit">{t('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
