import { useMessages } from '@i18n'
import { Button, Group, Modal, Text } from '@mantine/core'
import { createStore, useStore } from '../sync/store'

export interface Question {
  title: string
  /** What will happen, and whether it can be taken back. */
  text?: string
  /** The verb on the button: "Remove", not "OK". */
  action: string
  danger?: boolean
}

interface Open extends Question {
  answer(yes: boolean): void
}

const open = createStore<Open | undefined>(undefined)

/**
 * Asks before something that undo cannot take back. For everything else do it and let undo be the way back.
 *
 *     if (await confirm({ title: t('end'), text: t('endText'), action: t('end'), danger: true })) end()
 */
export function confirm(question: Question): Promise<boolean> {
  open.get()?.answer(false)
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      open.set(undefined)
      resolve(yes)
    }
    open.set({ ...question, answer })
  })
}

/** Draws the question. Once, in the shell. */
export function ConfirmHost() {
  const t = useMessages()
  const question = useStore(open)
  return (
    <Modal
      opened={question !== undefined}
      onClose={() => question?.answer(false)}
      title={question?.title}
      size="sm"
    >
      {question?.text && <Text mb="lg">{question.text}</Text>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => question?.answer(false)}>
          {t('confirm.cancel')}
        </Button>
        <Button
          color={question?.danger ? 'red' : undefined}
          onClick={() => question?.answer(true)}
          data-autofocus
        >
          {question?.action}
        </Button>
      </Group>
    </Modal>
  )
}
