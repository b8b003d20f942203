import { useMessages } from '@i18n'
import { Button, Menu, Select } from '@mantine/core'
import { useProduction } from '@sync'
import { IconPrinter } from '@tabler/icons-react'
import type { BoardItem } from './types'
import { chooseBoard } from './useboard'

/** Chooses the board that all pages of the slice show. */
export function BoardSelect({ list, board }: { list: readonly BoardItem[]; board: BoardItem }) {
  const t = useMessages('planning/board')
  const { id } = useProduction()
  if (list.length < 2) return null
  return (
    <Select
      aria-label={t('board')}
      data={list.map((one) => ({ value: one.id, label: one.name }))}
      value={board.id}
      onChange={(value) => value && chooseBoard(id, value)}
      allowDeselect={false}
      w={190}
    />
  )
}

const formats = ['pdf', 'xlsx', 'html'] as const

/** The papers of a board: each opens in a tab of its own, and is made from what the reader may know. */
export function PaperMenu({ board, papers }: { board: string; papers: readonly string[] }) {
  const t = useMessages('planning/board')
  const production = useProduction()
  const href = (paper: string, format: string) => {
    const branch = production.branch ? `&branch=${production.branch}` : ''
    return `/api/productions/${production.id}/documents/${paper}?subject=${board}&format=${format}${branch}`
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPrinter size={16} />}>
          {t('print')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {papers.map((paper) => (
          <div key={paper}>
            <Menu.Label>{t(`paper.${paper}`)}</Menu.Label>
            {formats.map((format) => (
              <Menu.Item key={format} component="a" href={href(paper, format)} target="_blank">
                {t(`format.${format}`)}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
