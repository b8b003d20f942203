import { asProblem } from '@api'
import { useMessages } from '@i18n'
import { DateText, Panel } from '@kit'
import { Button, Group, Select, Table, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useGo } from '@shell'
import { useCommand } from '@sync'
import { useState } from 'react'
import type { Chosen } from './ImportPage'
import styles from './Planner.module.css'
import type { ImportLine } from './types'

/** What a schedule would become: what matched, what did not, what the file leaves out. */
export function ImportResult({ chosen, onBoard }: { chosen: Chosen; onBoard(board: number): void }) {
  const t = useMessages('planning/planner')
  const go = useGo()
  const write = useCommand()
  const { report } = chosen
  const [title, setTitle] = useState(report.title)
  const [busy, setBusy] = useState(false)
  const land = async () => {
    setBusy(true)
    try {
      const { name, content, board } = chosen
      const path = '/api/productions/{production}/board-files'
      const body = { name, content, board, title }
      const outcome = await write({ title: t('imported', { name: title }), method: 'POST', path, body })
      if (outcome.state !== 'cancelled') go('planning/board', 'boards')
    } catch (thrown) {
      notifications.show({ color: 'red', title: t('import'), message: asProblem(thrown).message })
    } finally {
      setBusy(false)
    }
  }
  const boards = report.boards ?? []
  return (
    <>
      <Panel title={t('import_found', { count: report.matched, days: report.days })}>
        <Group align="flex-end">
          {boards.length > 1 && (
            <Select
              label={t('board_of_file')}
              data={boards.map((name, index) => ({ value: String(index), label: name || `${index + 1}` }))}
              value={String(chosen.board)}
              onChange={(value) => value !== null && onBoard(Number(value))}
              allowDeselect={false}
            />
          )}
          <TextInput
            label={t('new_name')}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            maxLength={120}
            w={280}
          />
          <Button onClick={() => void land()} loading={busy} disabled={title.trim() === ''}>
            {t('make_board')}
          </Button>
        </Group>
        {report.start && (
          <p className={styles.soft}>
            {t('begins_on')} <DateText value={report.start} style="long" />
          </p>
        )}
      </Panel>
      {(report.findings ?? []).length > 0 && (
        <Panel title={t('findings', { count: report.findings?.length ?? 0 })}>
          <ul className={styles.facts}>
            {report.findings?.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Panel>
      )}
      <Lines title={t('differ', { count: report.lines?.length ?? 0 })} list={report.lines ?? []} />
      <Lines title={t('left_out', { count: report.missing?.length ?? 0 })} list={report.missing ?? []} />
    </>
  )
}

function Lines({ title, list }: { title: string; list: readonly ImportLine[] }) {
  const t = useMessages('planning/planner')
  if (list.length === 0) return null
  return (
    <Panel title={title}>
      <div className={styles.scroll}>
        <Table aria-label={title} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('line_of_file')}</Table.Th>
              <Table.Th>{t('scene')}</Table.Th>
              <Table.Th>{t('heading')}</Table.Th>
              <Table.Th>{t('what')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.map((one) => (
              <Table.Tr key={`${one.line ?? ''} ${one.number} ${one.scene ?? ''} ${one.what}`}>
                <Table.Td>{one.line ?? '–'}</Table.Td>
                <Table.Td fw={600}>{one.number}</Table.Td>
                <Table.Td>{one.heading}</Table.Td>
                <Table.Td>{one.what}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  )
}
