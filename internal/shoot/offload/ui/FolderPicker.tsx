import { useLanguage, useMessages } from '@i18n'
import { Answer, formatBytes } from '@kit'
import { Anchor, Breadcrumbs, Button, Text } from '@mantine/core'
import { useRead } from '@sync'
import { IconFile, IconFolder } from '@tabler/icons-react'
import styles from './Offload.module.css'
import { type Folder, paths, type Spot } from './types'

/** Goes through the folders of a volume; the folder one stands in is the one chosen. */
export function FolderPicker({ spot, onChange }: { spot: Spot; onChange(spot: Spot): void }) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const folder = spot.folder ?? ''
  const list = useRead<Folder>(paths.folder, {
    kinds: ['-'],
    params: { volume: spot.volume },
    query: { folder: folder || undefined },
  })
  const parts = folder === '' ? [] : folder.split('/')
  const go = (to: string) => onChange({ volume: spot.volume, folder: to || undefined })
  return (
    <div>
      <Breadcrumbs mt="xs">
        <Anchor component="button" type="button" onClick={() => go('')}>
          {spot.volume}
        </Anchor>
        {parts.map((part, i) => (
          <Anchor
            key={parts.slice(0, i + 1).join('/')}
            component="button"
            type="button"
            onClick={() => go(parts.slice(0, i + 1).join('/'))}
          >
            {part}
          </Anchor>
        ))}
      </Breadcrumbs>
      <Answer of={list}>
        {({ entries }) => (
          <ul className={styles.folders}>
            {(entries ?? []).length === 0 && <Text c="dimmed">{t('empty_folder')}</Text>}
            {(entries ?? []).map((one) => (
              <li key={one.name}>
                {one.folder ? (
                  <Button
                    variant="subtle"
                    size="sm"
                    leftSection={<IconFolder size={16} />}
                    onClick={() => go([...parts, one.name].join('/'))}
                  >
                    {one.name}
                  </Button>
                ) : (
                  <Text size="sm" c="dimmed">
                    <IconFile size={14} aria-hidden /> {one.name} · {formatBytes(one.size ?? 0, language)}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </div>
  )
}
