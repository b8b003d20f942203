import type { PersonItem } from '@api'
import { call, fill } from '@api'
import { useMessages } from '@i18n'
import { ProblemView } from '@kit'
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
import { useProduction } from '@sync'
import { IconLink } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { textOf, useAttempt } from '../account/useAttempt'
import type { AccessInfo, InvitedAnswer } from './people'

interface PersonDrawerProps {
  /** Undefined: somebody new is invited. */
  person?: PersonItem
  access: AccessInfo
  onClose(): void
  onRemove?(): void
}

/** Invites somebody, or changes what a person is and may know here. */
export function PersonDrawer({ person, access, onClose, onRemove }: PersonDrawerProps) {
  const t = useMessages()
  const { id: production } = useProduction()
  const client = useQueryClient()
  const [roles, setRoles] = useState(person?.roles ?? [])
  const [department, setDepartment] = useState(person?.department)
  const [compartments, setCompartments] = useState(person?.compartments ?? [])
  const [link, setLink] = useState<string>()
  const attempt = useAttempt(async (form) => {
    const base = fill('/api/productions/{production}/people', { production })
    const what = { roles, department, compartments }
    if (person) await call({ method: 'PATCH', path: `${base}/${person.id}`, body: what })
    else {
      const body = { ...what, email: textOf(form, 'email') }
      const answer = await call<InvitedAnswer>({ method: 'POST', path: base, body })
      setLink(answer?.link)
      if (answer?.link) return
    }
    await client.invalidateQueries({ predicate: (query) => query.meta?.production === production })
    onClose()
  })
  const close = () => {
    if (link) void client.invalidateQueries({ predicate: (query) => query.meta?.production === production })
    onClose()
  }
  return (
    <Drawer
      opened
      onClose={close}
      title={person ? person.name || person.email : t('people.invite')}
      closeButtonProps={{ 'aria-label': t('frame.close') }}
    >
      {link ? (
        <Alert icon={<IconLink size={18} />} title={t('people.linkTitle')}>
          <p>{t('people.linkText')}</p>
          <TextInput
            readOnly
            value={link}
            aria-label={t('people.linkTitle')}
            onFocus={(e) => e.target.select()}
          />
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button mt="sm" onClick={copy}>
                {t(copied ? 'people.copied' : 'people.copy')}
              </Button>
            )}
          </CopyButton>
        </Alert>
      ) : (
        <form onSubmit={attempt.submit}>
          <Stack>
            {attempt.error !== undefined && <ProblemView error={attempt.error} />}
            {!person && (
              <TextInput name="email" type="email" label={t('door.email')} required data-autofocus />
            )}
            <MultiSelect
              label={t('people.roles')}
              searchable
              required
              value={roles}
              onChange={setRoles}
              data={access.roles.map((role) => ({ value: role.name, label: role.title }))}
            />
            <Select
              label={t('people.department')}
              description={t('people.departmentText')}
              searchable
              clearable
              value={department ?? null}
              onChange={(value) => setDepartment(value ?? undefined)}
              data={access.departments.map((one) => ({ value: one.name, label: one.title }))}
            />
            {access.compartments.length > 0 && (
              <MultiSelect
                label={t('people.compartments')}
                description={t('people.compartmentsText')}
                value={compartments}
                onChange={setCompartments}
                data={access.compartments.map((one) => ({ value: one.id, label: one.name }))}
              />
            )}
            <Group justify="space-between">
              {onRemove ? (
                <Button variant="subtle" color="red" onClick={onRemove}>
                  {t('people.remove')}
                </Button>
              ) : (
                <span />
              )}
              <Button type="submit" loading={attempt.busy} disabled={roles.length === 0}>
                {t(person ? 'form.save' : 'people.send')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Drawer>
  )
}
