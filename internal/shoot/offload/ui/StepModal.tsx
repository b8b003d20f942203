import { useMessages } from '@i18n'
import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import styles from './Offload.module.css'
import { StepFields, type StepValues } from './StepFields'
import { type CardAnswer, ownSteps, paths } from './types'
import { useWrite } from './useWrite'

/** Write down a step in the life of a card, or release it, which is signed. */
export function StepModal({
  card,
  release,
  onClose,
}: {
  card: CardAnswer
  release: boolean
  onClose(): void
}) {
  const t = useMessages('shoot/offload')
  const write = useWrite()
  const [what, setWhat] = useState<string | null>(card.status === 'released' ? 'formatted' : 'handed_over')
  const [step, setStep] = useState<StepValues>({})
  const [busy, setBusy] = useState(false)
  const refused = release && !card.verdict.safe
  const land = async () => {
    setBusy(true)
    const done = await write(
      release
        ? {
            title: t('released', { name: card.name }),
            method: 'POST',
            path: paths.release,
            params: { roll: card.id },
            body: step,
          }
        : {
            title: `${card.name}: ${t(`did.${what}`)}`,
            method: 'POST',
            path: paths.steps,
            params: { roll: card.id },
            body: { step: what, ...step },
          },
    )
    setBusy(false)
    if (done) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={release ? t('release_title', { name: card.name }) : t('step')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {refused ? (
        <Alert color="red" variant="outline" title={t('release_refused', { name: card.name })} role="alert">
          <ul className={styles.list}>
            {(card.verdict.wanting ?? []).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Alert>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void land()
          }}
        >
          <Stack>
            {release ? (
              <Text>{t('release_text')}</Text>
            ) : (
              <Select
                label={t('what_happened')}
                data={ownSteps.map((value) => ({ value, label: t(`did.${value}`) }))}
                value={what}
                onChange={setWhat}
                allowDeselect={false}
                data-autofocus
              />
            )}
            <StepFields value={step} onChange={setStep} />
            <Group>
              <Button type="submit" loading={busy}>
                {release ? t('release_sign') : t('write_down')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
