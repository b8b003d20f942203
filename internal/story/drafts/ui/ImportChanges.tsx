import { useMessages } from '@i18n'
import { Panel } from '@kit'
import { Badge, Group, Text } from '@mantine/core'
import styles from './Import.module.css'
import { changeCounts } from './report'
import type { ReadReport } from './types'

const tone: Record<string, string> = { added: 'green', removed: 'red', omitted: 'red', moved: 'violet' }

/** What the file would change against the draft that the production works from. */
export function ImportChanges({ report }: { report: ReadReport }) {
  const t = useMessages('story/drafts')
  const { changes } = report
  return (
    <Panel title={t('against', { version: report.from })}>
      {changes.same ? (
        <Text>{t('no_change')}</Text>
      ) : (
        <>
          <Group gap="xs">
            {changeCounts(changes).map(({ kind, count }) => (
              <Badge key={kind} size="lg" variant="light" color={tone[kind] ?? 'indigo'}>
                {count} {t(kind)}
              </Badge>
            ))}
            <Text size="sm">{t('kept_count', { count: changes.kept })}</Text>
          </Group>
          <details className={styles.scenes}>
            <summary>{t('changed_scenes', { count: (changes.scenes ?? []).length })}</summary>
            <ul>
              {(changes.scenes ?? []).map((scene) => (
                <li key={`${scene.number}-${scene.heading}-${scene.text}`}>
                  <b>{scene.number}</b> {scene.heading}:{' '}
                  {(scene.kinds ?? []).map((kind) => t(kind)).join(', ')}
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </Panel>
  )
}
