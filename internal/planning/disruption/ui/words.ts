import { formatMoney } from '@kit'

/** "12500.00 NOK" in the language of the page. */
export function money(text: string | undefined, language: string): string {
  if (!text) return ''
  const [amount = '', currency = ''] = text.split(' ')
  if (amount.startsWith('-')) return `−${formatMoney(amount.slice(1), currency, language)}` // no line breaks after it
  return formatMoney(amount, currency, language)
}

/** The same with a plus in front of what is more. */
export function moneyChange(text: string | undefined, language: string): string {
  if (!text) return ''
  return (text.startsWith('-') || /^0+(\.0+)? /.test(text) ? '' : '+') + money(text, language)
}

/** "+2", "0", "−1". */
export function signed(n: number): string {
  return n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '0'
}

/** Minutes after midnight as a clock, "06:00", with +1 on the next day. */
export function clock(minutes: number): string {
  const text = `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return minutes >= 1440 ? `${text} +1` : text
}

/** A clock as an input gives it, in minutes after midnight; undefined for an empty one. */
export function minutesOf(text: string): number | undefined {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text)
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined
}

/** The window of a day; one that ends before it begins ends on the next day. */
export function windowOf(from: string, to: string): { from?: number; to?: number } {
  const a = minutesOf(from)
  const b = minutesOf(to)
  if (a === undefined || b === undefined) return {}
  return { from: a, to: b <= a ? b + 1440 : b }
}

/** Minutes as people say them: "3 h 20". */
export function hours(minutes: number): string {
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
}
