import { useLanguage, useMessages } from '@i18n'
import { Answer, confirm, formatCivil, Page, Panel } from '@kit'
import { ActionIcon, Badge, Button, Group, Menu, Table, Text } from '@mantine/core'
import { usePath } from '@shell'
import { useRight } from '@sync'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { BoardForm } from './BoardForm'
import { FirstBoard } from './FirstBoard'
import { NewBoardForm } from './NewBoardForm'
import { type BoardItem, boardPath } from './types'
import { useBoards, useWrite } from './useboard'

/** All boards of the production: the one that is shot, and those that could be. */
export default function BoardsPage() {
  const t = useMessages('planning/board')
  const mayEdit = useRight('board.edit')
  const { boards, list } = useBoards()
  const [making, setMaking] = useState<{ copyOf?: string }>()
  return (
    <Page
      title={t('boards')}
      lead={t('boards_lead')}
      actions={
        mayEdit && list.length > 0 ? (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking({})}>
            {t('new')}
          </Button>
        ) : undefined
      }
    >
      <Answer of={boards}>
        {() =>
          list.length === 0 ? (
            <FirstBoard />
          ) : (
            <Panel>
              <Boards list={list} onCopy={(copyOf) => setMaking({ copyOf })} />
            </Panel>
          )
        }
      </Answer>
      {making && <NewBoardForm list={list} copyOf={making.copyOf} onClose={() => setMaking(undefined)} />}
    </Page>
  )
}

function Boards({ list, onCopy }: { list: readonly BoardItem[]; onCopy(id: string): void }) {
  const t = useMessages('planning/board')
  const language = useLanguage()
  const path = usePath()
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('name')}</Table.Th>
          <Table.Th>{t('dates')}</Table.Th>
          <Table.Th ta="right">{t('days')}</Table.Th>
          <Table.Th ta="right">{t('scenes')}</Table.Th>
          <Table.Th ta="right">{t('pages')}</Table.Th>
          <Table.Th w={56} aria-label={t('actions')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {list.map((board) => (
          <Table.Tr key={board.id}>
            <Table.Td>
              <Group gap="xs">
                <Link to={path('planning/board', 'board/$board', { board: board.id })}>{board.name}</Link>
                {board.current && <Badge variant="light">{t('current')}</Badge>}
              </Group>
              {board.note && (
                <Text size="sm" c="dimmed">
                  {board.note}
                </Text>
              )}
            </Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              {board.start
                ? t('from_to', {
                    from: formatCivil(board.start, language, 'short'),
                    to: formatCivil(board.end ?? '', language, 'short'),
                  })
                : t('nodates')}
            </Table.Td>
            <Table.Td ta="right">{board.days}</Table.Td>
            <Table.Td ta="right">{board.scenes}</Table.Td>
            <Table.Td ta="right">{board.length}</Table.Td>
            <Table.Td>
              <BoardMenu board={board} onCopy={() => onCopy(board.id)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function BoardMenu({ board, onCopy }: { board: BoardItem; onCopy(): void }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const mayEdit = useRight('board.edit')
  const mayAdopt = useRight('board.adopt')
  const [editing, setEditing] = useState(false)
  const params = { board: board.id }
  const adopt = () =>
    write({
      title: t('adopted', { name: board.name }),
      method: 'POST',
      path: `${boardPath}/adopt`,
      params,
      preview: true,
    })
  const remove = async () => {
    const question = {
      title: t('delete_question', { name: board.name }),
      text: t('delete_text'),
      action: t('delete'),
      danger: true,
    }
    if (!(await confirm(question))) return
    await write({ title: t('deleted', { name: board.name }), method: 'DELETE', path: boardPath, params })
  }
  if (!mayEdit && !mayAdopt) return null
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('board_menu', { name: board.name })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayAdopt && (
            <Menu.Item onClick={() => void adopt()}>{t(board.current ? 'adopt_again' : 'adopt')}</Menu.Item>
          )}
          {mayEdit && <Menu.Item onClick={() => setEditing(true)}>{t('edit')}</Menu.Item>}
          {mayEdit && <Menu.Item onClick={onCopy}>{t('copy')}</Menu.Item>}
          {mayEdit && !board.current && (
            <Menu.Item color="red" onClick={() => void remove()}>
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {editing && <BoardForm board={board} onClose={() => setEditing(false)} />}
    </>
  )
}
