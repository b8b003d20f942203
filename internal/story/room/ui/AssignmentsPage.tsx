import { useMessages } from '@i18n'
import { Answer, DateText, EmptyState, Page, Panel } from '@kit'
import { Button, Group, Select, Table } from '@mantine/core'
import { useRead, useRight } from '@sync'
import { IconPencil, IconPencilPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { AssignModal } from './AssignModal'
import { DeliverModal } from './DeliverModal'
import { LockLog } from './LockLog'
import styles from './Room.module.css'
import { type Assignment, list, paths, roomKinds } from './types'
import { useWrite } from './useroom'

const states = ['assigned', 'writing', 'delivered', 'accepted', 'withdrawn']

/** The reader's civil date: what is overdue is so by their calendar. */
function today(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

/** Who writes what by when, what is late, and what was locked. */
export default function AssignmentsPage() {
  const t = useMessages('story/room')
  const mayAssign = useRight('room.assign')
  const [date] = useState(today)
  const [open, setOpen] = useState<Assignment | 'new'>()
  const read = useRead<{ assignments: Assignment[] | null }>(paths.assignments, {
    query: { today: date },
    kinds: roomKinds,
  })
  const all = list(read.data?.assignments)
  const late = all.filter((one) => one.overdue).length
  return (
    <Page
      title={t('assignments')}
      lead={
        all.length > 0
          ? [t('assignments_count', { count: all.length }), late > 0 && t('overdue_count', { count: late })]
              .filter(Boolean)
              .join(' · ')
          : undefined
      }
      actions={
        mayAssign && (
          <Button leftSection={<IconPencilPlus size={16} />} onClick={() => setOpen('new')}>
            {t('assign')}
          </Button>
        )
      }
    >
      <Answer of={read}>
        {() =>
          all.length === 0 ? (
            <EmptyState title={t('noassignments')} icon={IconPencilPlus}>
              {t('noassignments_text')}
            </EmptyState>
          ) : (
            <Panel>
              <Table.ScrollContainer minWidth={820}>
                <Rows all={all} mayAssign={mayAssign} onOpen={setOpen} />
              </Table.ScrollContainer>
            </Panel>
          )
        }
      </Answer>
      <LockLog />
      {open && <AssignModal of={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

interface RowsProps {
  all: readonly Assignment[]
  mayAssign: boolean
  onOpen(one: Assignment): void
}

function Rows({ all, mayAssign, onOpen }: RowsProps) {
  const t = useMessages('story/room')
  const [delivering, setDelivering] = useState<Assignment>()
  return (
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          {['writer', 'task', 'due', 'state', 'delivered'].map((name) => (
            <Table.Th key={name}>{t(name)}</Table.Th>
          ))}
          <Table.Th aria-label={t('change')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {all.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              {one.writer_name}
              {one.mine && <div className={styles.soft}>{t('you')}</div>}
            </Table.Td>
            <Table.Td>
              {t(`task.${one.task}`)}
              {one.about_label && ` · ${one.about_label}`}
              {one.note && <div className={styles.soft}>{one.note}</div>}
            </Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              {one.due ? <DateText value={one.due} /> : t('nodate')}
              {one.overdue && <div className={styles.overdue}>{t('days_late', { count: one.late })}</div>}
            </Table.Td>
            <Table.Td>
              <State one={one} mayAssign={mayAssign} />
            </Table.Td>
            <Table.Td>
              {one.delivered_on && <DateText value={one.delivered_on} />}
              {one.late > 0 && !one.overdue && (
                <div className={styles.soft}>{t('days_late', { count: one.late })}</div>
              )}
              {one.draft_label && <div className={styles.soft}>{one.draft_label}</div>}
              {!one.delivered_on && (one.mine || mayAssign) && one.status !== 'withdrawn' && (
                <Button size="compact-sm" variant="default" onClick={() => setDelivering(one)}>
                  {t('mark_delivered')}
                </Button>
              )}
            </Table.Td>
            <Table.Td>
              {mayAssign && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t('change_of', { who: one.writer_name, task: t(`task.${one.task}`) })}
                  onClick={() => onOpen(one)}
                >
                  <IconPencil size={16} />
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      {delivering && <DeliverModal of={delivering} on={today()} onClose={() => setDelivering(undefined)} />}
    </Table>
  )
}

function State({ one, mayAssign }: { one: Assignment; mayAssign: boolean }) {
  const t = useMessages('story/room')
  const write = useWrite()
  if (!mayAssign && !one.mine) return t(`written.${one.status}`)
  const offered = mayAssign ? states : states.slice(0, 3)
  return (
    <Group>
      <Select
        aria-label={t('state_of', { who: one.writer_name, task: t(`task.${one.task}`) })}
        data={[...new Set([...offered, one.status])].map((value) => ({
          value,
          label: t(`written.${value}`),
        }))}
        value={one.status}
        onChange={(status) =>
          void write({
            title: t('assignment_changed'),
            method: 'PATCH',
            path: paths.assignment,
            params: { assignment: one.id },
            body: { status },
          })
        }
        allowDeselect={false}
        size="xs"
        w={150}
      />
    </Group>
  )
}
