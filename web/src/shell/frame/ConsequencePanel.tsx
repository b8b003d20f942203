import type { Consequence, Severity } from '@api'
import { useMessages } from '@i18n'
import { DateText, MoneyText } from '@kit'
import { Badge, Button, Drawer, Group, Text } from '@mantine/core'
import { asked, useStore } from '@sync'
import { IconAlertTriangle, IconFileText, IconHandStop, IconInfoCircle } from '@tabler/icons-react'
import styles from './Consequence.module.css'
import { bySeverity, sumMinutes, sumMoney } from './sums'

const looks: Record<Severity, { icon: typeof IconInfoCircle; colour: string }> = {
  stop: { icon: IconHandStop, colour: 'var(--bl-bad)' },
  warn: { icon: IconAlertTriangle, colour: 'var(--bl-warn)' },
  note: { icon: IconInfoCircle, colour: 'var(--bl-ink-soft)' },
}

/** Opens before a costly change lands: what it does, why, to whom, at what price. Escape leaves everything as it was. */
export function ConsequencePanel() {
  const t = useMessages()
  const question = useStore(asked)
  const list = question?.consequences ?? []
  const stops = list.filter((one) => one.severity === 'stop').length
  return (
    <Drawer
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
      <Totals list={list} />
      <ul className={styles.list}>
        {bySeverity(list).map((one) => (
          <Item key={`${one.what}${one.why?.join()}`} item={one} />
        ))}
      </ul>
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

function Totals({ list }: { list: readonly Consequence[] }) {
  const t = useMessages()
  const minutes = sumMinutes(list)
  const documents = new Set(list.flatMap((one) => one.documents ?? [])).size
  return (
    <dl className={styles.totals}>
      {sumMoney(list).map((money) => (
        <div key={money.currency}>
          <dt>{t('consequence.cost')}</dt>
          <dd>
            <MoneyText {...money} />
          </dd>
        </div>
      ))}
      {minutes !== 0 && (
        <div>
          <dt>{t('consequence.time')}</dt>
          <dd>{t('consequence.minutes', { count: minutes })}</dd>
        </div>
      )}
      {documents > 0 && (
        <div>
          <dt>{t('consequence.documents')}</dt>
          <dd>{documents}</dd>
        </div>
      )}
    </dl>
  )
}

function Item({ item }: { item: Consequence }) {
  const t = useMessages()
  const { icon: Icon, colour } = looks[item.severity]
  return (
    <li className={styles.item}>
      <Icon size={20} color={colour} role="img" aria-label={t(`consequence.severity.${item.severity}`)} />
      <div>
        <p className={styles.what}>{item.what}</p>
        {item.why && <p className={styles.why}>{item.why.join(' → ')}</p>}
        <Group gap={6} mt={4}>
          {item.cost && (
            <Badge variant="light" color="gray">
              <MoneyText {...item.cost} />
            </Badge>
          )}
          {item.decide_by && (
            <Badge variant="light" color="orange">
              {t('consequence.decideBy')} <DateText value={item.decide_by} />
            </Badge>
          )}
          {item.who?.map((who) => (
            <Badge key={who} variant="outline" color="gray">
              {who}
            </Badge>
          ))}
          {item.documents?.map((document) => (
            <Badge key={document} variant="default" leftSection={<IconFileText size={12} aria-hidden />}>
              {document}
            </Badge>
          ))}
        </Group>
      </div>
    </li>
  )
}
