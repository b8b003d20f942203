import { asProblem, type PersonItem } from '@api'
import { useMessages } from '@i18n'
import { Ago, Answer, confirm, Grid, type GridColumn, Page } from '@kit'
import { Badge, Button, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRight } from '@sync'
import { IconUserPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { CompartmentsTab } from './CompartmentsTab'
import styles from './Pages.module.css'
import { PersonDrawer } from './PersonDrawer'
import { useAccess, usePeople } from './people'

/** Who works on the production and as what, and who is in on which secret. */
export default function PeoplePage() {
  const t = useMessages()
  const may = useRight('members.edit')
  const [open, setOpen] = useState<PersonItem | 'new'>()
  const invite = (
    <Button leftSection={<IconUserPlus size={16} />} onClick={() => setOpen('new')}>
      {t('people.invite')}
    </Button>
  )
  return (
    <Page title={t('page.people')} lead={t('people.lead')} actions={may && invite} layout="fill">
      <Tabs defaultValue="people" keepMounted={false} className={styles.tabs}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="people">{t('people.tabPeople')}</Tabs.Tab>
          <Tabs.Tab value="compartments">{t('people.tabCompartments')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people" className={styles.tab}>
          <People onOpen={may ? setOpen : undefined} />
        </Tabs.Panel>
        <Tabs.Panel value="compartments" className={styles.tab}>
          <CompartmentsTab />
        </Tabs.Panel>
      </Tabs>
      {open && <Drawer open={open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function People({ onOpen }: { onOpen?(person: PersonItem): void }) {
  const t = useMessages()
  const people = usePeople()
  const columns = useMemo<GridColumn<PersonItem>[]>(
    () => [
      { id: 'name', title: t('people.name'), width: 220, value: (one) => one.name || one.email },
      { id: 'roles', title: t('people.roles'), width: 340, value: (one) => one.roles.join(', ') },
      { id: 'email', title: t('door.email'), width: 260, value: (one) => one.email },
      {
        id: 'since',
        title: t('people.since'),
        width: 180,
        value: (one) => one.since,
        show: (one) => {
          if (one.disabled) return <Badge color="red">{t('people.disabled')}</Badge>
          return one.invited ? <Badge variant="light">{t('people.invited')}</Badge> : <Ago at={one.since} />
        },
      },
    ],
    [t],
  )
  return (
    <Answer of={people}>
      {(list) => (
        <Grid
          label={t('page.people')}
          rows={list}
          rowId={(one) => one.id}
          columns={columns}
          rowHeight={40}
          onOpen={onOpen}
        />
      )}
    </Answer>
  )
}

function Drawer({ open, onClose }: { open: PersonItem | 'new'; onClose(): void }) {
  const t = useMessages()
  const write = useAccess()
  if (open === 'new') return <PersonDrawer onClose={onClose} />
  const remove = async () => {
    const name = open.name || open.email
    const sure =
      open.invited ||
      (await confirm({
        title: t('people.removeQuestion', { name }),
        text: t('people.removeText'),
        action: t('people.remove'),
        danger: true,
      }))
    if (!sure) return
    try {
      await write('DELETE', `/${open.invited ? 'invitations' : 'people'}/${open.id}`)
      onClose()
    } catch (thrown) {
      notifications.show({ color: 'red', message: asProblem(thrown).message })
    }
  }
  return <PersonDrawer person={open} onClose={onClose} onRemove={() => void remove()} />
}
