import { useMessages } from '@i18n'
import { Button, Menu } from '@mantine/core'
import { useProduction } from '@sync'
import { IconPrinter } from '@tabler/icons-react'
import type { Board } from './types'

const papers = ['board', 'outline', 'matrix']
const formats = ['pdf', 'html', 'xlsx']

/** What the page shows, on paper. */
export function PaperMenu({ board }: { board: Pick<Board, 'by' | 'season' | 'episode'> }) {
  const t = useMessages('story/room')
  const { id, branch } = useProduction()
  const href = (paper: string, format: string) => {
    const query = new URLSearchParams({ format, by: board.by })
    if (board.season) query.set('season', board.season)
    if (board.episode && board.by !== 'season') query.set('episode', board.episode)
    if (branch) query.set('branch', branch)
    return `/api/productions/${id}/room/papers/${paper}?${query}`
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
