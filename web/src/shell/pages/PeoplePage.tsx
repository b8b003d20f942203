import { asProblem, type PersonItem } from '@api'
import { useMessages } from '@i18n'
import { Ago, Answer, confirm, Grid, type GridColumn, Page } from '@kit'
import { Badge, Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCommand, useRead } from '@sync'
import { IconUserPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { PersonDrawer } from './PersonDrawer'
import type { AccessInfo, PeopleAnswer } from './people'

/** Who works on the production, in which roles, and which sealed compartments they know. */
export default function PeoplePage() {
  const t = useMessages()
  const people = useRead<PeopleAnswer>('/api/productions/{production}/people')
  const client = useQueryClient()
  const write = useCommand()
  const [open, setOpen] = useState<PersonItem | 'new'>()
  const roleTitle = useMemo(() => titles(people.data?.access), [people.data?.access])
  const columns = useMemo<GridColumn<PersonItem>[]>(
    () => [
      { id: 'name', title: t('people.name'), width: 220, value: (one) => one.name || one.email },
      {
        id: 'roles',
        title: t('people.roles'),
        width: 280,
        value: (one) => one.roles.map((role) => roleTitle.get(role) ?? role).join(', '),
      },
      { id: 'department', title: t('people.department'), width: 180, value: (one) => one.department },
      {
        id: 'compartments',
        title: t('people.compartments'),
        width: 200,
        value: (one) => one.compartments.join(', '),
      },
      { id: 'email', title: t('door.email'), width: 230, value: (one) => one.email },
      {
        id: 'seen',
        title: t('people.seen'),
        width: 150,
        value: (one) => one.last_seen,
        show: (one) =>
          one.invited ? (
            <Badge variant="light">{t('people.invited')}</Badge>
          ) : (
            one.last_seen && <Ago at={one.last_seen} />
          ),
      },
    ],
    [t, roleTitle],
  )
  const remove = async (person: PersonItem) => {
    const sure = await confirm({
      title: t('people.removeQuestion', { name: person.name || person.email }),
      text: t('people.removeText'),
      action: t('people.remove'),
      danger: true,
    })
    if (!sure) return
    const path = '/api/productions/{production}/people/{person}'
    try {
      await write({
        title: t('people.remove'),
        method: 'DELETE',
        path,
        params: { person: person.id },
        action: true,
      })
      setOpen(undefined)
      await client.invalidateQueries()
    } catch (thrown) {
      notifications.show({ color: 'red', message: asProblem(thrown).message })
    }
  }
  const invite = (
    <Button leftSection={<IconUserPlus size={16} />} onClick={() => setOpen('new')}>
      {t('people.invite')}
    </Button>
  )
  return (
    <Page
      title={t('page.people')}
      lead={t('people.lead')}
      actions={people.data?.may_edit && invite}
      layout="fill"
    >
      <Answer of={people}>
        {({ people: list, access, may_edit }) => (
          <>
            <Grid
              label={t('page.people')}
              rows={list}
              rowId={(one) => one.id}
              columns={columns}
              rowHeight={40}
              onOpen={(person) => may_edit && setOpen(person)}
            />
            {open && (
              <PersonDrawer
                person={open === 'new' ? undefined : open}
                access={access}
                onClose={() => setOpen(undefined)}
                onRemove={open === 'new' ? undefined : () => void remove(open)}
              />
            )}
          </>
        )}
      </Answer>
    </Page>
  )
}

function titles(access: AccessInfo | undefined): Map<string, string> {
  return new Map(access?.roles.map((role) => [role.name, role.title]))
}
