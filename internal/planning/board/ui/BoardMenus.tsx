import { useMessages } from '@i18n'
import { Button, Menu } from '@mantine/core'
import { useProduction } from '@sync'
import { IconArrowsSort, IconGitBranch, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ArrangeModal } from './ArrangeModal'
import { BannerModal } from './BannerModal'
import { type Board, boardPath } from './types'
import { useWrite } from './useboard'

const sorts = ['script', 'set', 'light', 'cast', 'length'] as const
const rules = ['int_ext_day_night', 'set', 'unit', 'episode', 'story_day'] as const

/** Sorting, arranging anew, and what colours the board. */
export function SortMenu({ board }: { board: Board }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const [arranging, setArranging] = useState(false)
  const params = { board: board.id }
  const sort = (where: string, by: string) =>
    write({
      title: t(`sorted.${where}`, { by: t(`by.${by}`) }),
      method: 'POST',
      path: `${boardPath}/sort`,
      params,
      body: { by, where },
      preview: where === 'board',
    })
  const colour = (rule: string) =>
    write({
      title: t('coloured', { by: t(`rule.${rule}`) }),
      method: 'PATCH',
      path: boardPath,
      params,
      body: { color_by: rule },
    })
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconArrowsSort size={16} />}>
            {t('sort')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" style={{ overflow: 'auto' }}>
          <Menu.Item onClick={() => setArranging(true)}>{t('arrange')}</Menu.Item>
          {(['days', 'board', 'boneyard'] as const).map((where) => (
            <div key={where}>
              <Menu.Label>{t(`sort_${where}`)}</Menu.Label>
              {sorts.map((by) => (
                <Menu.Item key={by} onClick={() => void sort(where, by)}>
                  {t(`by.${by}`)}
                </Menu.Item>
              ))}
            </div>
          ))}
          <Menu.Label>{t('colour_by')}</Menu.Label>
          {rules.map((rule) => (
            <Menu.Item
              key={rule}
              onClick={() => void colour(rule)}
              fw={rule === board.color_by ? 700 : undefined}
            >
              {t(`rule.${rule}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {arranging && <ArrangeModal board={board} onClose={() => setArranging(false)} />}
    </>
  )
}

/** What can be put on the board: days, banners, scenes that have no strip; and a branch to try things in. */
export function AddMenu({ board }: { board: Board }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const { id } = useProduction()
  const [banner, setBanner] = useState(false)
  const params = { board: board.id }
  const days = board.days ?? []
  const last = days.at(-1)
  const end = last?.strips?.at(-1)?.id ?? last?.break
  const unplanned = board.unplanned ?? []
  const addDay = () => {
    const body = { type: 'day_break', after: last?.break ?? end }
    return write({ title: t('day_added'), method: 'POST', path: `${boardPath}/put`, params, body })
  }
  const addScenes = () =>
    write({
      title: t('scenes_added', { count: unplanned.length }),
      method: 'POST',
      path: `${boardPath}/scenes`,
      params,
      body: { scenes: unplanned.map((scene) => scene.id), boneyard: true, after: board.boneyard?.at(-1)?.id },
    })
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button leftSection={<IconPlus size={16} />}>{t('add')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setBanner(true)}>{t('add_banner')}</Menu.Item>
          <Menu.Item onClick={() => void addDay()}>{t('day_end')}</Menu.Item>
          {unplanned.length > 0 && (
            <Menu.Item onClick={() => void addScenes()}>
              {t('add_scenes', { count: unplanned.length })}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item component={Link} to={`/p/${id}/branches`} leftSection={<IconGitBranch size={16} />}>
            {t('whatif')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {banner && <BannerModal board={board} after={end} onClose={() => setBanner(false)} />}
    </>
  )
}
