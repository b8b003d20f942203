import { useMessages } from '@i18n'
import { MoneyText } from '@kit'
import { ActionIcon, Button, Popover, Table } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconCircleCheck, IconSun, IconSunOff } from '@tabler/icons-react'
import styles from './Rules.module.css'
import { amountOf, counts, type Price, type Verdict } from './rules'

/** The rules in one line: what is broken, bought and weighed, what the board costs, what was assumed. */
export function RulesBar(props: {
  verdict: Verdict
  onFindings(): void
  facts: boolean
  onFacts(show: boolean): void
}) {
  const t = useMessages('planning/board')
  const { verdict } = props
  if (verdict.undated) return <p className={styles.bar}>{t('rules.undated', { why: verdict.undated })}</p>
  const { hard, buy, soft } = counts(verdict.flags ?? [])
  const contradictions = verdict.findings?.length ?? 0
  const assumed = verdict.assumed?.length ?? 0
  const clean = hard + contradictions === 0
  const Facts = props.facts ? IconSun : IconSunOff
  return (
    <div className={styles.bar} role="group" aria-label={t('rules.title')}>
      <Button
        size="compact-sm"
        variant="light"
        color={clean ? 'green' : 'red'}
        leftSection={
          clean ? <IconCircleCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />
        }
        onClick={props.onFindings}
      >
        {clean ? t('rules.clean') : t('rules.broken', { count: hard + contradictions })}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={props.onFindings}>
        {[
          buy > 0 && t('rules.bought', { count: buy }),
          soft > 0 && t('rules.weighed', { count: soft }),
          t('rules.assumed', { count: assumed }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-pressed={props.facts}
        aria-label={t('rules.facts')}
        title={t('rules.facts')}
        onClick={() => props.onFacts(!props.facts)}
      >
        <Facts size={18} />
      </ActionIcon>
      <span className={styles.price}>
        {verdict.price ? <PriceTag price={verdict.price} /> : <span>{t('rules.noprice')}</span>}
      </span>
    </div>
  )
}

/** What the board costs, with its parts on demand. */
function PriceTag({ price }: { price: Price }) {
  const t = useMessages('planning/board')
  const total = amountOf(price.total)
  if (!total) return null
  return (
    <Popover position="bottom-end" withinPortal trapFocus shadow="md">
      <Popover.Target>
        <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          <span className={styles.hidden}>{t('price.of')} </span>
          <MoneyText {...total} />
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Table aria-label={t('price.parts')}>
          <Table.Tbody>
            {(price.parts ?? []).map((part) => {
              const amount = amountOf(part.amount)
              return (
                amount && (
                  <Table.Tr key={part.key}>
                    <Table.Td>{t(`price.${part.key}`)}</Table.Td>
                    <Table.Td ta="right">
                      <MoneyText {...amount} />
                    </Table.Td>
                  </Table.Tr>
                )
              )
            })}
            <Table.Tr>
              <Table.Th scope="row">{t('price.total')}</Table.Th>
              <Table.Th ta="right">
                <MoneyText {...total} />
              </Table.Th>
            </Table.Tr>
          </Table.Tbody>
        </Table>
        <p className={styles.small}>
          {t('price.facts', { days: price.days, holds: price.hold_days, moves: price.moves })}
        </p>
      </Popover.Dropdown>
    </Popover>
  )
}
