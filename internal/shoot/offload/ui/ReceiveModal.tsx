import { useMessages } from '@i18n'
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { StepFields, type StepValues } from './StepFields'
import { type Cards, paths } from './types'
import { useWrite } from './useWrite'

/** Take in a card: one that is known, or a new one; who gave it, where, and its tape. */
export function ReceiveModal({ answer, onClose }: { answer: Cards; onClose(): void }) {
  const t = useMessages('shoot/offload')
  const write = useWrite()
  const inCamera = (answer.cards ?? []).filter((one) => one.status === 'in_camera')
  const [roll, setRoll] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [type, setType] = useState<string | null>('camera')
  const [day, setDay] = useState<string | null>(null)
  const [step, setStep] = useState<StepValues>({})
  const [busy, setBusy] = useState(false)
  const land = async () => {
    setBusy(true)
    const known = inCamera.find((one) => one.id === roll)
    const body = roll
      ? { roll, ...step }
      : {
          name: name.trim(),
          type,
          ...(type === 'camera' ? { camera: name.trim().slice(0, 1).toUpperCase() } : {}),
          ...(day ? { day } : {}),
          ...step,
        }
    const title = t('received', { name: known?.name ?? name })
    if (await write({ title, method: 'POST', path: paths.cards, body })) onClose()
    setBusy(false)
  }
  return (
    <Modal opened onClose={onClose} title={t('receive')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void land()
        }}
      >
        <Stack>
          {inCamera.length > 0 && (
            <Select
              label={t('known')}
              placeholder={t('known_new')}
              data={inCamera.map((one) => ({ value: one.id, label: one.name }))}
              value={roll}
              onChange={setRoll}
              clearable
              searchable
            />
          )}
          {!roll && (
            <>
              <TextInput
                label={t('name')}
                placeholder="A012"
                value={name}
                onChange={(e) => setName(e.currentTarget.value)}
                required
                maxLength={40}
                data-autofocus
              />
              <Select
                label={t('what')}
                data={['camera', 'sound', 'stills', 'mocap', 'witness'].map((value) => ({
                  value,
                  label: t(`type.${value}`),
                }))}
                value={type}
                onChange={setType}
                allowDeselect={false}
              />
              <Select
                label={t('day')}
                data={(answer.days ?? []).map((one) => ({ value: one.id, label: one.name }))}
                value={day}
                onChange={setDay}
                clearable
                searchable
              />
            </>
          )}
          <StepFields value={step} onChange={setStep} />
          <Group>
            <Button type="submit" loading={busy} disabled={!roll && !name.trim()}>
              {t('receive_do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
