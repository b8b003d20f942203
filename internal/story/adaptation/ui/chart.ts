/** Numbers of the coverage page: shares, the heat strip of the book, and the slopes of its order. */
import type { ChapterRow, Shares, StoryEvent } from './types'

/** The order in which shares are drawn and listed. */
export const shareNames = ['kept', 'changed', 'moved', 'merged', 'cut', 'open', 'empty'] as const
export type ShareName = (typeof shareNames)[number]

export function total(shares: Shares): number {
  return shareNames.reduce((sum, name) => sum + shares[name], 0)
}

/** Whole per cents; what there is a little of is not nothing. */
export function percent(part: number, whole: number): number {
  if (whole === 0 || part === 0) return 0
  return Math.max(1, Math.round((part * 100) / whole))
}

/** What the script tells in some form. */
export function told(shares: Shares): number {
  return shares.kept + shares.changed + shares.moved + shares.merged
}

/** One stretch of the strip: place and width from 0 to 1 of the whole book. */
export interface Cell {
  from: number
  width: number
  verdict: string
}

/** The heat strip of the whole book and where its chapters begin. */
export function strip(chapters: readonly ChapterRow[]): { cells: Cell[]; begins: number[] } {
  const all = chapters.reduce((sum, one) => sum + one.words, 0) || 1
  const cells: Cell[] = []
  const begins: number[] = []
  let at = 0
  for (const chapter of chapters) {
    begins.push(at / all)
    for (const run of chapter.runs ?? []) {
      cells.push({ from: at / all, width: run.words / all, verdict: run.verdict })
      at += run.words
    }
  }
  return { cells, begins }
}

/** A line of the slope chart: heights from 0 to 1 at the book's and at the film's side. */
export interface Slope {
  event: StoryEvent
  book: number
  film: number
}

/** Events by their order on both sides; scenes that tell several share a height. */
export function slopes(events: readonly StoryEvent[]): Slope[] {
  const scenes = [...new Set(events.map((one) => one.in_film))].sort((a, b) => a - b)
  const height = (index: number, count: number) => (count < 2 ? 0.5 : index / (count - 1))
  return events.map((event) => ({
    event,
    book: height(event.in_book, events.length),
    film: height(scenes.indexOf(event.in_film), scenes.length),
  }))
}

/** Minutes of seconds, at least one when there is something. */
export function minutes(seconds: number): number {
  return seconds === 0 ? 0 : Math.max(1, Math.round(seconds / 60))
}
