import type { BranchItem, components, JobItem } from '@api'

type Schemas = components['schemas']

export type Board = Schemas['BoardAnswer']
export type BoardItem = Schemas['BoardListItem']
export type Verdict = Schemas['PlannerVerdict']
export type Flag = Schemas['PlannerFlag']
export type Standing = Schemas['PlannerStanding']
export type Moves = Schemas['PlannerMoves']
export type ImportReport = Schemas['PlannerImportReport']
export type ImportLine = Schemas['PlannerImportLine']
export type Branch = BranchItem

/** The best board at one moment of a search; costs in the smallest unit, or in thousandths of the first. */
export interface TracePoint {
  step: number
  ms: number
  hard: number
  cost: number
  bound: number
  gap: number
}

/** A fact, or a remark about one, and the record at which it can be changed. */
export interface Fact {
  text: string
  record?: string
  kind?: string
}

/** How a search goes, and what came of it: the result of its job. */
export interface Solution {
  board: string
  seed: number
  steps: number
  relative?: boolean
  currency?: string
  trace: TracePoint[]
  first_ms?: number
  outcome: 'searching' | 'better' | 'none' | 'impossible'
  cut?: boolean
  branch?: string
  name?: string
  moved?: number
  broken?: Flag[]
  conflict?: Fact[]
  proved?: boolean
  reason?: string
  further?: { text: string; facts: Fact[] }[]
}

export interface SolveJob extends Omit<JobItem, 'result'> {
  kind: string
  result?: Solution
}

export const boardsPath = '/api/productions/{production}/boards'
export const boardPath = '/api/productions/{production}/boards/{board}'
export const branchesPath = '/api/productions/{production}/branches'

/** Kinds of record that a board and what the rules say of it are read from. */
export const kinds = [
  'board',
  'strip',
  'scene',
  'use',
  'element',
  'shoot_day',
  'calendar',
  'calendar_day',
  'unit',
  'place',
  'realisation',
  'story_day',
  'engagement',
  'deal',
  'availability',
  'party',
  'grant',
  'booking',
  'route',
  'dependency',
  'activity',
  'rule',
  'waiver',
] as const
