import { asProblem, type CompartmentItem } from '@api'
import { useMessages } from '@i18n'
import { Answer, EmptyState, Panel, ProblemView } from '@kit'
import { Button, CloseButton, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRight } from '@sync'
import { IconLock } from '@tabler/icons-react'
import { textOf, useAttempt } from '../account/useAttempt'
import styles from './Pages.module.css'
import { useAccess, useCompartments, usePeople } from './people'

/** The secrets that the reader is in on: who knows, and letting others in. */
export function CompartmentsTab() {
  const t = useMessages()
  const compartments = useCompartments()
  const may = useRight('compartments.edit')
  return (
    <Stack>
      <Text c="dimmed">{t('compartment.lead')}</Text>
      {may && <NewCompartment />}
      <Answer of={compartments}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('compartment.none')} icon={IconLock}>
              {t('compartment.noneText')}
            </EmptyState>
          ) : (
            list.map((one) => <Compartment key={one.id} compartment={one} may={may} />)
          )
        }
      </Answer>
    </Stack>
  )
}

function Compartment({ compartment, may }: { compartment: CompartmentItem; may: boolean }) {
  const t = useMessages()
  const write = useAccess()
  const people = usePeople()
  const { id, name, reason, people: inside } = compartment
  const set = async (method: 'PUT' | 'DELETE', person: string, said?: string) => {
    try {
      await write(method, `/compartments/${id}/people/${person}`)
      if (said) notifications.show({ message: said })
    } catch (thrown) {
      notifications.show({
        color: 'red',
        message: t('compartment.failed', { reason: asProblem(thrown).message }),
      })
    }
  }
  const others = (people.data ?? []).filter((one) => !one.invited && !inside.some((in_) => in_.id === one.id))
  return (
    <Panel title={name}>
      {reason && <Text mb="xs">{reason}</Text>}
      <Group gap="xs">
        {inside.map((one) => (
          <span key={one.id} className={styles.inside}>
            {one.name}
            {may && inside.length > 1 && (
              <CloseButton
                size="sm"
                aria-label={t('compartment.takeOut', { name: one.name })}
                onClick={() => void set('DELETE', one.id, t('compartment.takenOut', { name: one.name }))}
              />
            )}
          </span>
        ))}
        {may && (
          <Select
            size="xs"
            w={220}
            searchable
            aria-label={t('compartment.letIn')}
            placeholder={t('compartment.letIn')}
            value={null}
            data={others.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(person) => person && void set('PUT', person)}
          />
        )}
      </Group>
    </Panel>
  )
}

function NewCompartment() {
  const t = useMessages()
  const write = useAccess()
  const attempt = useAttempt(async (form) => {
    await write('POST', '/compartments', { name: textOf(form, 'name'), reason: textOf(form, 'reason') })
  })
  return (
    <Panel title={t('compartment.new')}>
      {attempt.error !== undefined && <ProblemView error={attempt.error} />}
      <form onSubmit={attempt.submit}>
        <Group align="flex-end" gap="xs">
          <TextInput name="name" label={t('compartment.name')} required style={{ flex: 1 }} />
          <TextInput name="reason" label={t('compartment.reason')} style={{ flex: 2 }} />
          <Button type="submit" loading={attempt.busy}>
            {t('compartment.make')}
          </Button>
        </Group>
      </form>
    </Panel>
  )
}
