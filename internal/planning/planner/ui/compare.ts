/** Boards side by side, turned into what the page shows. No React. */
import { formatCivil } from '@kit'
import type { Board, Standing, Verdict } from './types'

/** Money as the server writes it: "-1250.00 NOK". */
export function parseMoney(text: string | undefined): { amount: string; currency: string } | undefined {
  const found = /^(-?[\d.]+) ([A-Z]{3})$/.exec(text ?? '')
  return found ? { amount: found[1], currency: found[2] } : undefined
}

/** A sentence of the planner with its dates and amounts as the page writes them, amounts without cents. */
export function inWords(text: string, language: string): string {
  const told = text
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => formatCivil(date, language))
    .replace(/([+-]?)(\d+\.\d{2}) ([A-Z]{3})\b/g, (_, sign: string, amount: string, currency: string) => {
      const format = new Intl.NumberFormat(language, {
        style: 'currency',
        currency,
        maximumFractionDigits: 0,
      })
      return `${sign === '-' ? '−' : sign}${format.format(Number(amount))}`
    })
  return told.charAt(0).toLocaleUpperCase(language) + told.slice(1)
}

/** One line of the comparison: a figure for each board; the lowest are the best, unless `more` is better. */
export interface Line {
  key: string
  values: (number | undefined)[]
  /** Currency of the values, or a plain count. */
  currency?: string
}

const parts = [
  'crew',
  'cast',
  'holds',
  'travel',
  'places',
  'gear',
  'moves',
  'overtime',
  'forced',
  'flips',
] as const

/** The figures of several boards, line by line; parts that cost nothing anywhere are left out. */
export function linesOf(verdicts: readonly (Verdict | undefined)[]): Line[] {
  const currency = verdicts.map((one) => parseMoney(one?.price?.total)?.currency).find(Boolean)
  const money = (text: string | undefined) => {
    const found = parseMoney(text)
    return found ? Number(found.amount) : undefined
  }
  const lines: Line[] = []
  if (currency) {
    lines.push({ key: 'cost', currency, values: verdicts.map((one) => money(one?.price?.total)) })
    for (const part of parts) {
      const values = verdicts.map((one) =>
        one?.price ? (money(one.price.parts?.find((each) => each.key === part)?.amount) ?? 0) : undefined,
      )
      if (values.some((value) => value)) lines.push({ key: `part.${part}`, currency, values })
    }
  }
  const count = (key: string, of: (verdict: Verdict) => number) =>
    lines.push({ key, values: verdicts.map((one) => (one && !one.undated ? of(one) : undefined)) })
  const flags = (mode: string) => (verdict: Verdict) =>
    verdict.flags?.filter((flag) => flag.mode === mode).length ?? 0
  if (currency) {
    count('company_moves', (one) => one.price?.moves ?? 0)
    count('hold_days', (one) => one.price?.hold_days ?? 0)
  }
  count('flags.hard', flags('hard'))
  count('flags.buy', flags('buy'))
  count('flags.soft', flags('soft'))
  return lines
}

/** Whether a value is the best of its line, and not all are the same. */
export function isBest(line: Line, index: number): boolean {
  const known = line.values.filter((value): value is number => value !== undefined)
  const low = Math.min(...known)
  return known.some((value) => value !== low) && line.values[index] === low
}

/** What a person gains or loses against the first board: days of work, and days from first to last. */
export interface Change {
  name: string
  record: string
  /** Days of work on each board. */
  work: number[]
  span: number[]
}

/** Who works or is bound for more or fewer days on one of the boards, the greatest difference first. */
export function changesOf(standings: readonly (Standing | undefined)[]): Change[] {
  const people = new Map<string, Change>()
  standings.forEach((standing, index) => {
    for (const one of standing?.people ?? []) {
      const known = people.get(one.record) ?? {
        name: one.name,
        record: one.record,
        work: standings.map(() => 0),
        span: standings.map(() => 0),
      }
      known.work[index] = one.work?.length ?? 0
      known.span[index] = one.span
      people.set(one.record, known)
    }
  })
  const spread = (list: number[]) => Math.max(...list) - Math.min(...list)
  return [...people.values()]
    .filter((one) => spread(one.work) + spread(one.span) > 0)
    .sort(
      (a, b) =>
        spread(b.span) - spread(a.span) || spread(b.work) - spread(a.work) || a.name.localeCompare(b.name),
    )
}

/** A board as a picture: its days with their strips, each marked when it stands on another day on the first board. */
export interface PictureDay {
  date: string
  number: number
  strips: {
    id: string
    title: string
    eighths: number
    intExt: string
    time: string
    moved: boolean
    from?: string
  }[]
}

export function pictureOf(board: Board, first: Board | undefined): PictureDay[] {
  const was = new Map<string, string>()
  for (const day of first?.days ?? []) for (const strip of day.strips ?? []) was.set(strip.id, day.date ?? '')
  return (board.days ?? [])
    .filter((day) => day.strips?.some((strip) => strip.scene))
    .map((day) => ({
      date: day.date ?? '',
      number: day.number,
      strips: (day.strips ?? []).flatMap((strip) => {
        if (!strip.scene) return []
        const from = was.get(strip.id)
        return [
          {
            id: strip.id,
            title: strip.part ? `${strip.scene.number} ${strip.part}` : strip.scene.number,
            eighths: strip.eighths,
            intExt: strip.scene.int_ext,
            time: strip.scene.time,
            moved: first !== undefined && from !== (day.date ?? ''),
            from,
          },
        ]
      }),
    }))
}

/** How many strips of a picture stand on another day. */
export function movedCount(picture: readonly PictureDay[]): number {
  return picture.reduce((sum, day) => sum + day.strips.filter((strip) => strip.moved).length, 0)
}
