import { useLanguage, useMessages } from '@i18n'
import { formatCivil } from '@kit'
import { Badge, Button, Group } from '@mantine/core'
import { useBranch, useGo } from '@shell'
import { IconAlertTriangle, IconCheck, IconEqual } from '@tabler/icons-react'
import { BoardPicture } from './BoardPicture'
import styles from './Disruption.module.css'
import type { Card, Answer as Disruption } from './types'
import { money, moneyChange, signed } from './words'

const marks = {
  good: <IconCheck size={16} color="var(--mantine-color-green-7)" aria-hidden />,
  known: <IconEqual size={16} color="var(--mantine-color-gray-6)" aria-hidden />,
  worse: <IconAlertTriangle size={16} color="var(--mantine-color-orange-7)" aria-hidden />,
}

/** One way out, with its price, what it moves and breaks, and the board before and after. */
export function WayCard(props: { card: Card; data: Disruption; onChoose?(card: Card): void }) {
  const t = useMessages('planning/disruption')
  const { card, data } = props
  return (
    <article
      className={styles.card}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go from card to card
      tabIndex={0}
      aria-label={card.question}
      data-chosen={card.chosen || undefined}
    >
      <header>
        <h3>{t(`way.${card.type}`)}</h3>
        {card.chosen && <Badge variant="light">{t(data.state === 'decided' ? 'in_force' : 'chosen')}</Badge>}
      </header>
      <p className={styles.hint}>{card.question.replace(/^[^:]*: /, '')}</p>
      {card.stale ? <p role="alert">{t('stale', { why: card.stale })}</p> : <Facts {...props} />}
    </article>
  )
}

function Facts({ card, data, onChoose }: { card: Card; data: Disruption; onChoose?(card: Card): void }) {
  const t = useMessages('planning/disruption')
  const language = useLanguage()
  const go = useGo()
  const branch = useBranch()
  return (
    <>
      <dl className={styles.numbers}>
        {card.delta_cost && <Figure name={t('delta_cost')} value={moneyChange(card.delta_cost, language)} />}
        <Figure name={t('delta_days')} value={signed(card.delta_days)} />
        <Figure name={t('delta_last')} value={signed(card.delta_last)} />
        <Figure name={t('kept')} value={`${card.kept_percent} %`} />
      </dl>
      <BoardPicture before={card.before} after={card.after} />
      <ul className={styles.verdicts}>
        {card.verdicts.map((one) => (
          <li key={one.topic}>
            {marks[one.state]}
            <span>
              <b>{t(`topic.${one.topic}`)}</b> {one.text}
            </span>
          </li>
        ))}
      </ul>
      <Part name={t('asks')} list={card.asks} alarm />
      <Part name={t('forbidden')} list={card.forbidden.map((one) => one.text)} alarm />
      <Part
        name={t('bought')}
        list={card.bought.map((one) => one.text + (one.cost ? ` · ${money(one.cost, language)}` : ''))}
      />
      <Part
        name={t('holds')}
        list={card.holds.map((one) =>
          [
            one.name,
            one.days !== 0 && t(one.days > 0 ? 'hold_days' : 'hold_fewer', { count: Math.abs(one.days) }),
            one.cost && moneyChange(one.cost, language),
          ]
            .filter(Boolean)
            .join(', '),
        )}
      />
      <Part
        name={t('moves')}
        list={card.moves.map(
          (one) =>
            `${one.number}: ${one.from ? formatCivil(one.from, language, 'short') : '–'} → ${one.to ? formatCivil(one.to, language, 'short') : '–'}${one.unit ? ` (${one.unit})` : ''}`,
        )}
      />
      <Part name={t('documents')} list={card.documents} />
      <Group gap="xs" mt="auto">
        {onChoose && card.forbidden.length === 0 && (
          <Button onClick={() => onChoose(card)} variant={card.chosen ? 'default' : 'filled'}>
            {card.chosen ? t('choose_again') : t('choose')}
          </Button>
        )}
        {card.outcome === 'open' && (
          <Button
            variant="default"
            onClick={() => {
              branch.choose({ id: card.branch, name: card.question })
              go('planning/board', 'board/$board', { board: data.board })
            }}
          >
            {t('look')}
          </Button>
        )}
      </Group>
    </>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="bl-number">{value}</dd>
    </div>
  )
}

/** A list that shows its first lines, and the rest when asked. */
function Part({ name, list, alarm }: { name: string; list: string[]; alarm?: boolean }) {
  if (list.length === 0) return null
  return (
    <details className={styles.part} open={alarm || list.length < 4}>
      <summary>
        {name}{' '}
        <Badge size="xs" variant="light" color={alarm ? 'red' : 'gray'}>
          {list.length}
        </Badge>
      </summary>
      <ul>
        {list.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </details>
  )
}
