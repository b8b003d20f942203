import { useMessages } from '@i18n'
import { Ago, EmptyState } from '@kit'
import { Badge, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { type Command, createStore, useOutbox, useStore } from '@sync'
import { IconCheck, IconCloudUpload } from '@tabler/icons-react'
import styles from './Frame.module.css'

/** Whether the outbox is shown. */
export const outboxOpen = createStore(false)

/** How much waits on this device, and the choices for what the server would not take as it was. */
export function OutboxTray() {
  const t = useMessages()
  const outbox = useOutbox()
  const { commands, sending } = useStore(outbox.state)
  const opened = useStore(outboxOpen)
  const label = commands.length > 0 ? t('outbox.waiting', { count: commands.length }) : t('outbox.empty')
  return (
    <>
      {(commands.length > 0 || opened) && (
        <Button
          variant="light"
          color={commands.some((command) => command.state !== 'waiting') ? 'red' : 'yellow'}
          size="compact-sm"
          leftSection={<IconCloudUpload size={16} aria-hidden />}
          aria-label={label}
          loading={sending}
          onClick={() => outboxOpen.set(true)}
        >
          <span className={styles.badge}>{commands.length}</span>
        </Button>
      )}
      <Drawer
        opened={opened}
        onClose={() => outboxOpen.set(false)}
        title={t('outbox.title')}
        closeButtonProps={{ 'aria-label': t('frame.close') }}
      >
        {commands.length === 0 ? (
          <EmptyState title={t('outbox.empty')} icon={IconCheck}>
            {t('outbox.emptyText')}
          </EmptyState>
        ) : (
          <Stack component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {commands.map((command) => (
              <Waiting
                key={command.id}
                command={command}
                onSend={() => void outbox.resend(command.id)}
                onDrop={() => void outbox.drop(command.id)}
              />
            ))}
          </Stack>
        )}
      </Drawer>
    </>
  )
}

function Waiting({ command, onSend, onDrop }: { command: Command; onSend(): void; onDrop(): void }) {
  const t = useMessages()
  const colour = { waiting: 'gray', stale: 'orange', refused: 'red' }[command.state]
  return (
    <li>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <div style={{ flex: 1 }}>
          <Text fw={600}>{command.title}</Text>
          <Text size="xs" c="dimmed">
            <Ago at={command.at} />
          </Text>
        </div>
        <Badge color={colour} variant="light">
          {t(`outbox.state.${command.state}`)}
        </Badge>
      </Group>
      {command.problem && <Text size="sm">{command.problem.detail ?? command.problem.title}</Text>}
      {command.state !== 'waiting' && (
        <Group gap="xs" mt={6}>
          <Button size="xs" onClick={onSend}>
            {t(command.state === 'stale' ? 'outbox.sendOnTop' : 'outbox.sendAgain')}
          </Button>
          <Button size="xs" variant="default" onClick={onDrop}>
            {t('outbox.drop')}
          </Button>
          <Button size="xs" variant="subtle" component="a" href={`/p/${command.production}/history`}>
            {t('outbox.look')}
          </Button>
        </Group>
      )}
    </li>
  )
}
