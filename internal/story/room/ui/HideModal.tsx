import { asProblem } from '@api'
import { useMessages } from '@i18n'
import { Answer } from '@kit'
import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useProduction, useRead } from '@sync'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { paths } from './types'
import { makeCompartment, useWrite } from './useroom'

interface Compartment {
  id: string
  name: string
  people: { name: string }[]
}

interface Props {
  records: string[]
  hidden: boolean
  what: string
  onClose(): void
}

/** Hides cards, or how an arc ends, from everybody but those cleared for a compartment; or shows them again. */
export function HideModal({ records, hidden, what, onClose }: Props) {
  const t = useMessages('story/room')
  const write = useWrite()
  const { id: production } = useProduction()
  const client = useQueryClient()
  const mine = useRead<Compartment[]>('/api/productions/{production}/compartments', { kinds: [] })
  const [choice, setChoice] = useState('')
  const [name, setName] = useState('')
  const title = t(hidden ? 'show_what' : 'hide_what', { what })
  const save = async () => {
    try {
      const compartment = choice === 'new' ? await makeCompartment(production, name.trim()) : choice
      if (choice === 'new') await client.invalidateQueries()
      const body = hidden ? { records } : { records, compartment }
      const path = hidden ? paths.reveal : paths.hide
      if (await write({ title, method: 'POST', path, body })) onClose()
    } catch (thrown) {
      notifications.show({ color: 'red', title, message: asProblem(thrown).message })
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Text size="sm">{t(hidden ? 'show_text' : 'hide_text')}</Text>
        {!hidden && (
          <Answer of={mine}>
            {(compartments) => (
              <Radio.Group label={t('who_knows')} value={choice} onChange={setChoice}>
                <Stack gap={8} mt={8}>
                  {compartments.map((one) => (
                    <Radio
                      key={one.id}
                      value={one.id}
                      label={one.name}
                      description={one.people.map((person) => person.name).join(', ')}
                    />
                  ))}
                  <Radio value="new" label={t('new_secret')} description={t('new_secret_text')} />
                </Stack>
              </Radio.Group>
            )}
          </Answer>
        )}
        {choice === 'new' && (
          <TextInput
            label={t('code_name')}
            description={t('code_name_hint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={80}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            onClick={() => void save()}
            disabled={!hidden && (choice === '' || (choice === 'new' && name.trim() === ''))}
          >
            {t(hidden ? 'show' : 'hide')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
