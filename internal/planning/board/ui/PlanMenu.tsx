import { useMessages } from '@i18n'
import { Button, Menu } from '@mantine/core'
import { usePath } from '@shell'
import { useProduction, useRight } from '@sync'
import { IconColumns3, IconFileExport, IconFileImport, IconRoute } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'

const formats = ['uss', 'xlsx', 'csv'] as const

/** What the planner does with a board: search for a better one, compare, exchange with other programs. */
export function PlanMenu({ board }: { board: string }) {
  const t = useMessages('planning/board')
  const path = usePath()
  const production = useProduction()
  const mayEdit = useRight('board.edit')
  const branch = production.branch ? `&branch=${production.branch}` : ''
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconRoute size={16} />}>
          {t('plan')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {mayEdit && (
          <Menu.Item
            component={Link}
            to={path('planning/planner', 'solve/$board', { board })}
            leftSection={<IconRoute size={16} />}
          >
            {t('plan.solve')}
          </Menu.Item>
        )}
        <Menu.Item
          component={Link}
          to={path('planning/planner', 'compare/$board', { board })}
          leftSection={<IconColumns3 size={16} />}
        >
          {t('plan.compare')}
        </Menu.Item>
        {mayEdit && (
          <Menu.Item
            component={Link}
            to={path('planning/planner', 'import')}
            leftSection={<IconFileImport size={16} />}
          >
            {t('plan.import')}
          </Menu.Item>
        )}
        <Menu.Label>{t('plan.export')}</Menu.Label>
        {formats.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/api/productions/${production.id}/boards/${board}/file?format=${format}${branch}`}
            leftSection={<IconFileExport size={16} />}
            download
          >
            {t(`plan.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
