import { useMessages } from '@i18n'
import { Button, Drawer, Group, Text } from '@mantine/core'
import { asked, useStore } from '@sync'
import styles from './Consequence.module.css'
import { ConsequenceList } from './ConsequenceList'

/** Opens before a costly change lands: what it does, why, to whom, at what price. Escape leaves everything as it was. */
export function ConsequencePanel() {
  const t = useMessages()
  const question = useStore(asked)
  const list = question?.consequences ?? []
  const stops = list.filter((one) => one.severity === 'stop').length
  return (
    <Drawer
      zIndex={300} // over the dialog or drawer in which the change was made
      opened={question !== undefined}
      onClose={() => question?.answer(false)}
      size="lg"
      closeButtonProps={{ 'aria-label': t('consequence.leave') }}
      title={
        <span>
          <Text component="span" size="xs" c="dimmed" display="block">
            {t('consequence.before')}
          </Text>
          <Text component="span" fw={650} size="lg">
            {question?.title}
          </Text>
        </span>
      }
    >
      <ConsequenceList list={list} />
      <div className={styles.foot}>
        {stops > 0 && <Text size="sm">{t('consequence.stops', { count: stops })}</Text>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => question?.answer(false)} data-autofocus>
            {t('consequence.leave')}
          </Button>
          <Button color={stops > 0 ? 'red' : undefined} onClick={() => question?.answer(true)}>
            {t('consequence.land')}
          </Button>
        </Group>
      </div>
    </Drawer>
  )
}
