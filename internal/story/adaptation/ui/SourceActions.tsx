import { useMessages } from '@i18n'
import { Button, Group, Select } from '@mantine/core'
import { usePath } from '@shell'
import { useProduction, useRight } from '@sync'
import { IconFileTypePdf, IconFileTypeXls, IconUpload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { SourceItem } from './types'

/** The head of every page: which source, its paper, and the way to import one. */
export function SourceActions({
  list,
  source,
  onChoose,
  papers,
}: {
  list: readonly SourceItem[]
  source?: SourceItem
  onChoose(id: string): void
  papers?: boolean
}) {
  const t = useMessages('story/adaptation')
  const path = usePath()
  const production = useProduction()
  const mayEdit = useRight('adaptation.edit')
  const paper = (format: string) =>
    `/api/productions/${production.id}/documents/fidelity?subject=${source?.id}&format=${format}`
  return (
    <Group gap="xs">
      {list.length > 1 && (
        <Select
          aria-label={t('source')}
          data={list.map((one) => ({ value: one.id, label: one.name }))}
          value={source?.id}
          onChange={(id) => id && onChoose(id)}
          allowDeselect={false}
          w={220}
        />
      )}
      {papers && source && (
        <>
          <Button
            variant="default"
            component="a"
            target="_blank"
            href={paper('pdf')}
            leftSection={<IconFileTypePdf size={16} />}
          >
            {t('report')}
          </Button>
          <Button
            variant="default"
            component="a"
            href={paper('xlsx')}
            leftSection={<IconFileTypeXls size={16} />}
          >
            {t('report_xlsx')}
          </Button>
        </>
      )}
      {mayEdit && (
        <Button
          variant="default"
          component={Link}
          to={path('story/adaptation', 'import')}
          leftSection={<IconUpload size={16} />}
        >
          {t('import')}
        </Button>
      )}
    </Group>
  )
}
