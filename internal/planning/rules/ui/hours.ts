/** One day of the try-out form, as it is typed. */
export interface Hours {
  date: string
  call: string
  out: string
  meal: string
  mealEnd: string
  place: string
}

/** A time past midnight as the engine counts it: 01:30 after a call at 18:00 is 25:30. */
export function past(call: string, time: string): string {
  if (!time || time > call) return time
  const [hours = '0', minutes = '00'] = time.split(':')
  return `${Number(hours) + 24}:${minutes}`
}

/** The days of the form as the engine wants them. */
export function daysOf(list: readonly Hours[]) {
  return list.map((one) => ({
    date: one.date,
    call: one.call,
    dismissed: past(one.call, one.out),
    place: one.place || undefined,
    meals:
      one.meal && one.mealEnd
        ? [{ start: past(one.call, one.meal), end: past(one.call, one.mealEnd) }]
        : undefined,
  }))
}

/** Why the form cannot be asked yet: the key of a message, or nothing. */
export function missing(role: string, born: string, list: readonly Hours[]): string | undefined {
  if (role === 'child' && !born) return 'missing_born'
  if (list.some((one) => !one.date || !one.call || !one.out)) return 'missing_hours'
  if (new Set(list.map((one) => one.date)).size < list.length) return 'missing_dates'
  return undefined
}
