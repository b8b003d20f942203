import type { CompartmentItem, PersonItem } from '@api'
import { useLanguage, useMessages } from '@i18n'
import { Answer, ProblemView } from '@kit'
import {
  Alert,
  Button,
  CopyButton,
  Drawer,
  Group,
  MultiSelect,
  Select,
  Stack,
  TextInput,
} from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { textOf, useAttempt } from '../account/useAttempt'
import { heldOf, type Roles, useAccess, useCompartments, useRoles, withoutDepartment } from './people'

interface PersonDrawerProps {
  /** Undefined: somebody new is invited. */
  person?: PersonItem
  onClose(): void
  onRemove?(): void
}

/** Invites somebody, or changes what a person is here. */
export function PersonDrawer({ person, onClose, onRemove }: PersonDrawerProps) {
  const t = useMessages()
  const roles = useRoles()
  const compartments = useCompartments()
  const [link, setLink] = useState<string>()
  return (
    <Drawer
      opened
      onClose={onClose}
      title={person ? person.name || person.email : t('people.invite')}
      closeButtonProps={{ 'aria-label': t('frame.close') }}
    >
      {link ? (
        <InvitationLink link={link} />
      ) : (
        <Answer of={roles}>
          {(known) => (
            <PersonForm
              person={person}
              known={known}
              compartments={compartments.data ?? []}
              onDone={(made) => (made ? setLink(made) : onClose())}
              remove={
                onRemove && (
                  <Button variant="subtle" color="red" onClick={onRemove}>
                    {t(person?.invited ? 'people.uninvite' : 'people.remove')}
                  </Button>
                )
              }
            />
          )}
        </Answer>
      )}
    </Drawer>
  )
}

interface PersonFormProps {
  person?: PersonItem
  known: Roles
  compartments: CompartmentItem[]
  remove?: ReactNode
  /** With the link of an invitation that has to be handed over. */
  onDone(link?: string): void
}

function PersonForm({ person, known, compartments, remove, onDone }: PersonFormProps) {
  const t = useMessages()
  const language = useLanguage()
  const write = useAccess()
  const [names, setNames] = useState(person?.held.map((one) => one.role) ?? [])
  const [chosen, setChosen] = useState<Record<string, string>>(() =>
    Object.fromEntries((person?.held ?? []).map((one) => [one.role, one.department ?? ''])),
  )
  const [sealed, setSealed] = useState<string[]>([])
  const attempt = useAttempt(async (form) => {
    const held = heldOf(names, chosen, known.roles)
    if (person) {
      await write('PUT', `/people/${person.id}`, { roles: held })
      return onDone()
    }
    const body = {
      email: textOf(form, 'email'),
      name: textOf(form, 'name'),
      language,
      roles: held,
      compartments: sealed,
    }
    const made = await write<PersonItem>('POST', '/people', body)
    onDone(made.link)
  })
  return (
    <form onSubmit={attempt.submit}>
      <Stack>
        {attempt.error !== undefined && <ProblemView error={attempt.error} />}
        {!person && <TextInput name="email" type="email" label={t('door.email')} required data-autofocus />}
        {!person && <TextInput name="name" label={t('door.name')} />}
        {!person?.invited && (
          <MultiSelect
            label={t('people.roles')}
            searchable
            required
            value={names}
            onChange={setNames}
            data={known.roles.map((role) => ({ value: role.name, label: role.title }))}
          />
        )}
        {withoutDepartment(names, known.roles).map((role) => (
          <Select
            key={role.name}
            label={t('people.roleIn', { role: role.title })}
            placeholder={t('people.everywhere')}
            searchable
            clearable
            value={chosen[role.name] || null}
            onChange={(value) => setChosen((was) => ({ ...was, [role.name]: value ?? '' }))}
            data={known.departments.map((one) => ({ value: one.name, label: one.title }))}
          />
        ))}
        {!person && compartments.length > 0 && (
          <MultiSelect
            label={t('people.compartments')}
            value={sealed}
            onChange={setSealed}
            data={compartments.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <Group justify="space-between">
          {remove ?? <span />}
          {!person?.invited && (
            <Button type="submit" loading={attempt.busy} disabled={names.length === 0}>
              {t(person ? 'form.save' : 'people.send')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

function InvitationLink({ link }: { link: string }) {
  const t = useMessages()
  const whole = new URL(link, window.location.origin).href
  return (
    <Alert icon={<IconLink size={18} />} title={t('people.linkTitle')}>
      <p>{t('people.linkText')}</p>
      <TextInput
        readOnly
        value={whole}
        aria-label={t('people.linkTitle')}
        onFocus={(e) => e.target.select()}
      />
      <CopyButton value={whole}>
        {({ copied, copy }) => (
          <Button mt="sm" onClick={copy}>
            {t(copied ? 'people.copied' : 'people.copy')}
          </Button>
        )}
      </CopyButton>
    </Alert>
  )
}
