import { useLanguage, useMessages } from '@i18n'
import { type DateStyle, formatAgo, formatCivil, formatInstant } from './dates'
import { formatEighths } from './eighths'
import { formatMoney } from './money'

/** Script length: "1 3/8", read out as "1 page and 3 eighths". */
export function Eighths({ value }: { value: number }) {
  const t = useMessages()
  const spoken = t('eighths.spoken', { count: Math.trunc(value / 8), rest: value % 8 })
  return (
    <span className="bl-number" role="img" aria-label={spoken} title={spoken}>
      {formatEighths(value)}
    </span>
  )
}

/** A civil date, such as a shoot day, in the language of the page. Never moved by a time zone. */
export function DateText({ value, style = 'day' }: { value: string; style?: DateStyle }) {
  const language = useLanguage()
  return (
    <time dateTime={value} title={style === 'long' ? undefined : formatCivil(value, language, 'long')}>
      {formatCivil(value, language, style)}
    </time>
  )
}

/** An instant as "3 hours ago", with its date and time on hover. */
export function Ago({ at }: { at: string | number }) {
  const language = useLanguage()
  return (
    <time dateTime={new Date(at).toISOString()} title={formatInstant(at, language)}>
      {formatAgo(at, language)}
    </time>
  )
}

/** Money in the language of the page, every digit kept. */
export function MoneyText({ amount, currency }: { amount: string; currency: string }) {
  const language = useLanguage()
  return <span className="bl-number">{formatMoney(amount, currency, language)}</span>
}
