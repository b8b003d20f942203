import { useMessages } from '@i18n'
import { Alert, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './Sheet.module.css'
import { type Answer, dayPath } from './types'
import { usePapers, useWrite } from './usesheet'

/** Before a sheet is handed out: what is still missing, and what is new since the last issue. */
export function PublishDrawer({ answer, onClose }: { answer: Answer; onClose(): void }) {
  const t = useMessages('shoot/callsheet')
  const write = useWrite()
  const papers = usePapers(answer.id)
  const [busy, setBusy] = useState(false)
  const { last } = answer.sheet
  const next = (last ?? 0) + 1
  const open = answer.sheet.open ?? []
  const pending = answer.pending ?? []
  const same = last !== undefined && last > 0 && pending.length === 0
  const publish = async () => {
    setBusy(true)
    const title = t('published', { number: next })
    const request = {
      method: 'POST',
      path: `${dayPath}/publish`,
      params: { day: answer.id },
      preview: true,
    } as const
    const landed = await write({ ...request, title })
    setBusy(false)
    if (!landed) return
    notifications.show({ color: 'green', message: title })
    onClose()
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      title={t('publish_title', { number: next })}
      size="md"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        {open.length > 0 && (
          <Alert
            color="orange"
            className={styles.missing}
            icon={<IconAlertTriangle />}
            title={t('open', { count: open.length })}
          >
            <ul className={styles.open}>
              {open.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </Alert>
        )}
        {!last && <Text>{t('publish_first')}</Text>}
        {same && <Text>{t('publish_same', { number: last })}</Text>}
        {pending.length > 0 && (
          <div>
            <Text fw={600}>{t('publish_new', { number: last })}</Text>
            <ul className={styles.open}>
              {pending.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        )}
        <Text size="sm" c="dimmed">
          {t('publish_text')}
        </Text>
        <Group justify="flex-end">
          <Button
            component="a"
            href={papers.now('pdf')}
            target="_blank"
            variant="default"
            h="var(--bl-touch)"
          >
            {t('look')}
          </Button>
          <Button h="var(--bl-touch)" onClick={() => void publish()} loading={busy} disabled={same}>
            {t('publish_do', { number: next })}
          </Button>
        </Group>
      </Stack>
    </Drawer>
  )
}
