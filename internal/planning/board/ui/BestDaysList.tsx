import { useLanguage, useMessages } from '@i18n'
import { Answer, formatCivil, MoneyText } from '@kit'
import { type KeyboardEvent, useRef } from 'react'
import { stripTitle } from './plan'
import styles from './Rules.module.css'
import { amountOf, type Choice, glowOf, nothing, reschedulePath, step } from './rules'
import type { Board, BoardStrip } from './types'
import { useWrite } from './useboard'
import { useBestDays } from './userules'

/** How many days are offered: more are no help. */
const most = 12

/** The best days for a strip. Arrows go through them, Enter moves the strip there; what that does is told before. */
export function BestDaysList(props: { board: Board; strip: BoardStrip; mayEdit: boolean; onMoved(): void }) {
  const t = useMessages('planning/board')
  const read = useBestDays(props.board.id, props.strip.id)
  return (
    <section className={styles.best} aria-label={t('best.title')}>
      <h3>{t('best.title')}</h3>
      <p className={styles.small}>{t('best.hint')}</p>
      <Answer of={read}>
        {(days) =>
          days.undated ? (
            <p>{t('rules.undated', { why: days.undated })}</p>
          ) : (
            <Choices {...props} list={(days.options ?? []).slice(0, most)} />
          )
        }
      </Answer>
    </section>
  )
}

function Choices(props: {
  board: Board
  strip: BoardStrip
  mayEdit: boolean
  onMoved(): void
  list: readonly Choice[]
}) {
  const t = useMessages('planning/board')
  const language = useLanguage()
  const write = useWrite()
  const list = useRef<HTMLUListElement>(null)
  const move = async (choice: Choice) => {
    if (choice.stays || !props.mayEdit) return
    const date = formatCivil(choice.date, language)
    const done = await write({
      title: t('best.moved', { what: stripTitle(props.strip), date }),
      method: 'POST',
      path: reschedulePath,
      params: { board: props.board.id },
      body: { strip: props.strip.id, date: choice.date, after: choice.after },
      preview: true,
    })
    if (done) props.onMoved()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const lines = [...(list.current?.querySelectorAll('button') ?? [])]
    const to = step(lines.indexOf(document.activeElement as HTMLButtonElement), event.key, lines.length)
    if (to === undefined) return
    event.preventDefault()
    lines[to]?.focus()
  }
  return (
    <ul ref={list} onKeyDown={onKeyDown}>
      {props.list.map((choice) => (
        <li key={choice.date}>
          <button
            type="button"
            className={styles.line}
            data-tone={choice.stays ? undefined : glowOf(choice)}
            aria-disabled={choice.stays || !props.mayEdit}
            onClick={() => void move(choice)}
          >
            <b>{formatCivil(choice.date, language)}</b>
            <span className={styles.date}>
              {choice.stays ? t('best.here') : <DayName board={props.board} choice={choice} />}
            </span>
            <Delta choice={choice} />
            <span className={styles.text}>{choice.why}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function DayName({ board, choice }: { board: Board; choice: Choice }) {
  const t = useMessages('planning/board')
  const day = board.days?.[choice.day]
  if (!day) return <>{t('best.new_day')}</>
  return <>{day.number > 0 ? t('day_number', { number: day.number }) : t('day_off')}</>
}

/** What the board costs more or less, with its sign. */
function Delta({ choice }: { choice: Choice }) {
  const t = useMessages('planning/board')
  const delta = amountOf(choice.delta)
  if (!delta || choice.stays) return null
  if (nothing(delta.amount)) return <span className={styles.date}>{t('best.same')}</span>
  const more = !delta.amount.startsWith('-')
  return (
    <span className={styles.date}>
      {more ? '+' : ''}
      <MoneyText {...delta} />
    </span>
  )
}
