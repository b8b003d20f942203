import type { Consequence, Severity } from '@api'
import { useMessages } from '@i18n'
import { DateText, MoneyText } from '@kit'
import { Badge, Group } from '@mantine/core'
import { IconAlertTriangle, IconFileText, IconHandStop, IconInfoCircle } from '@tabler/icons-react'
import styles from './Consequence.module.css'
import { bySeverity, sumMinutes, sumMoney } from './sums'

const looks: Record<Severity, { icon: typeof IconInfoCircle; colour: string }> = {
  stop: { icon: IconHandStop, colour: 'var(--bl-bad)' },
  warn: { icon: IconAlertTriangle, colour: 'var(--bl-warn)' },
  note: { icon: IconInfoCircle, colour: 'var(--bl-ink-soft)' },
}

/** What a change or a merge would do, the gravest first, with its price in all. */
export function ConsequenceList({ list }: { list: readonly Consequence[] }) {
  return (
    <>
      <Totals list={list} />
      <ul className={styles.list}>
        {bySeverity(list).map((one) => (
          <Item key={`${one.what}${one.why?.join()}`} item={one} />
        ))}
      </ul>
    </>
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
