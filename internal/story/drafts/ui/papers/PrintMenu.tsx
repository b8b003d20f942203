import { useMessages } from '@i18n'
import { Button, Menu } from '@mantine/core'
import { useProduction } from '@sync'
import { IconPrinter } from '@tabler/icons-react'

/** A paper of the slice in each of its formats, made from what the reader may know. */
export function PrintMenu({ paper, subject }: { paper: string; subject: string }) {
  const t = useMessages('story/drafts')
  const { id, branch } = useProduction()
  const href = (format: string) =>
    `/api/productions/${id}/documents/${paper}?subject=${subject}&format=${format}${branch ? `&branch=${branch}` : ''}`
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPrinter size={16} />}>
          {t('doc.print')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['pdf', 'xlsx', 'html'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={href(format)} target="_blank">
            {t(`format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
