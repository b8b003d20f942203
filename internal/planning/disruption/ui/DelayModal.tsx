import { useMessages } from '@i18n'
import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { causes, paths } from './types'
import { useWrite } from './useWrite'

/** Enters a delay that follows from no reported disruption: a late truck, a lamp that burst. */
export function DelayModal({ onClose }: { onClose(): void }) {
  const t = useMessages('planning/disruption')
  const write = useWrite()
  const [date, setDate] = useState('')
  const [cause, setCause] = useState<string | null>('camera')
  const [text, setText] = useState('')
  const [minutes, setMinutes] = useState<number | ''>('')
  const [days, setDays] = useState<number | ''>('')
  const save = async () => {
    const body = { date, cause, text, lost_min: minutes || 0, lost_days: days || 0 }
    if (await write({ title: t('delay_add'), method: 'POST', path: paths.ledger, body })) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('delay_add')}>
      <Stack>
        <Group grow>
          <TextInput
            type="date"
            label={t('when')}
            required
            value={date}
            onChange={(e) => setDate(e.currentTarget.value)}
          />
          <Select
            searchable
            label={t('cause')}
            data={causes.map((value) => ({ value, label: t(`cause.${value}`) }))}
            value={cause}
            onChange={setCause}
          />
        </Group>
        <TextInput label={t('what')} required value={text} onChange={(e) => setText(e.currentTarget.value)} />
        <Group grow>
          <NumberInput
            label={t('lost_min')}
            min={0}
            value={minutes}
            onChange={(v) => setMinutes(Number(v) || '')}
          />
          <NumberInput
            label={t('lost_whole')}
            min={0}
            value={days}
            onChange={(v) => setDays(Number(v) || '')}
          />
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={!date || !text || (!minutes && !days)} onClick={() => void save()}>
            {t('delay_add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
