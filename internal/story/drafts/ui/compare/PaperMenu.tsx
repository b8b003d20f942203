import { useMessages } from '@i18n'
import { Button, Menu } from '@mantine/core'
import { useProduction } from '@sync'
import { IconPrinter } from '@tabler/icons-react'

/** The papers of a comparison: the revision report, and the lists of the departments. */
export function PaperMenu({ draft, from, department }: { draft: string; from: string; department?: string }) {
  const t = useMessages('story/drafts')
  const production = useProduction()
  const href = (what: string, format: string) => {
    const query = new URLSearchParams({ from, format })
    if (department && what === 'tasks/file') query.set('department', department)
    if (production.branch) query.set('branch', production.branch)
    return `/api/productions/${production.id}/drafts/${draft}/${what}?${query}`
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPrinter size={16} />}>
          {t('doc.print')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('doc.revision-report')}</Menu.Label>
        {(['pdf', 'xlsx', 'html'] as const).map((format) => (
          <Menu.Item key={format} component="a" target="_blank" href={href('beside/report', format)}>
            {t(`format.${format}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('doc.tasks')}</Menu.Label>
        {(['pdf', 'xlsx', 'csv'] as const).map((format) => (
          <Menu.Item key={format} component="a" target="_blank" href={href('tasks/file', format)}>
            {t(`format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
