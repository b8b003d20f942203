import { useLanguage, useMessages } from '@i18n'
import { formatCivil, MoneyText } from '@kit'
import { Drawer } from '@mantine/core'
import { useProduction } from '@sync'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useRef } from 'react'
import styles from './Rules.module.css'
import { amountOf, type Flag, type Remark, step, toneOf, type Verdict } from './rules'

/** Everything the rules say, worst first. A line jumps to its strip; arrows go through the lines. */
export function Findings(props: { verdict: Verdict; onJump(flag: Flag): void; onClose(): void }) {
  const t = useMessages('planning/board')
  const { verdict } = props
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const lines = [...(list.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [])]
    const to = step(lines.indexOf(document.activeElement as HTMLElement), event.key, lines.length)
    if (to === undefined) return
    event.preventDefault()
    lines[to]?.focus()
  }
  const of = (mode: string) => (verdict.flags ?? []).filter((flag) => flag.mode === mode)
  const first = (['hard', 'buy', 'soft'] as const).find((mode) => of(mode).length > 0)
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      title={t('rules.title')}
      size="md"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside */}
      <div ref={list} onKeyDown={onKeyDown} className={styles.findings}>
        <Remarks title={t('rules.contradictions')} list={verdict.findings ?? []} tone="bad" />
        {(['hard', 'buy', 'soft'] as const).map((mode) => (
          <Section
            key={mode}
            title={t(`rules.mode_${mode}`)}
            list={of(mode)}
            first={mode === first}
            onJump={props.onJump}
          />
        ))}
        {(verdict.flags ?? []).length === 0 && <p>{t('rules.none')}</p>}
        <Remarks title={t('rules.assumptions')} list={verdict.assumed ?? []} />
        <Remarks title={t('rules.withheld')} list={(verdict.withheld ?? []).map((text) => ({ text }))} />
      </div>
    </Drawer>
  )
}

function Section(props: {
  title: string
  list: readonly Flag[]
  /** The focus goes to its first line when the list opens. */
  first: boolean
  onJump(flag: Flag): void
}) {
  const t = useMessages('planning/board')
  const language = useLanguage()
  if (props.list.length === 0) return null
  return (
    <section>
      <h3>
        {props.title} ({props.list.length})
      </h3>
      <ul>
        {props.list.map((flag, i) => {
          const cost = amountOf(flag.cost)
          return (
            <li key={`${flag.rule}${flag.date}${flag.text}`}>
              <button
                type="button"
                data-line
                data-autofocus={(props.first && i === 0) || undefined}
                data-tone={toneOf(flag)}
                className={styles.line}
                onClick={() => props.onJump(flag)}
              >
                <b>{t(`rule_name.${flag.rule}`)}</b>
                {flag.date && <span className={styles.date}>{formatCivil(flag.date, language)}</span>}
                <span className={styles.text}>{flag.text}</span>
                {cost && (
                  <span className={styles.date}>
                    <MoneyText {...cost} />
                  </span>
                )}
              </button>
              <Mend record={flag.record} kind={flag.kind} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Remarks(props: { title: string; list: readonly Partial<Remark>[]; tone?: string }) {
  if (props.list.length === 0) return null
  return (
    <section>
      <h3>
        {props.title} ({props.list.length})
      </h3>
      <ul>
        {props.list.map((remark) => (
          <li key={remark.text}>
            <div className={styles.line} data-tone={props.tone}>
              <span className={styles.text}>{remark.text}</span>
            </div>
            <Mend record={remark.record} kind={remark.kind} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Leads to the record at which a rule can be mended. */
function Mend({ record, kind }: { record?: string; kind?: string }) {
  const t = useMessages('planning/board')
  const { id } = useProduction()
  if (!record || !kind) return null
  return (
    <Link to={`/p/${id}/record/${record}`} data-line className={styles.mend}>
      {t('rules.mend', { kind: t(`kind_name.${kind}`) })}
    </Link>
  )
}
