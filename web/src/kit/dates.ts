/**
 * Civil dates: a shoot day is a date in the place of its unit, "2027-03-01", and never an instant. Formatting runs in
 * UTC so that no time zone of a browser moves a day.
 */

const civil = /^(\d{4})-(\d{2})-(\d{2})$/

/** The parts of a civil date, or undefined when the text is none (2027-02-30 is none). */
export function parseCivil(text: string): Date | undefined {
  const match = civil.exec(text)
  if (!match) return undefined
  const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])))
  return date.toISOString().slice(0, 10) === text ? date : undefined
}

export type DateStyle = 'day' | 'short' | 'long' | 'weekday'

const styles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'short' },
}

/** Writes a civil date in the language of the page; text that is no date comes back as it is. */
export function formatCivil(text: string, language: string, style: DateStyle = 'day'): string {
  const date = parseCivil(text)
  if (!date) return text
  return new Intl.DateTimeFormat(language, { ...styles[style], timeZone: 'UTC' }).format(date)
}

/** The civil date `days` later (earlier when negative). */
export function addDays(text: string, days: number): string {
  const date = parseCivil(text)
  if (!date) return text
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** How long ago an instant was, in words of the page's language: "2 minutes ago". */
export function formatAgo(instant: string | number, language: string, now = Date.now()): string {
  const seconds = Math.round((new Date(instant).getTime() - now) / 1000)
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ]
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return format.format(Math.min(seconds, 0), 'second')
}

/** An instant with its date and time in the browser's zone, for histories and logs. */
export function formatInstant(instant: string | number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  )
}
