import type { components } from '@api'

type Schemas = components['schemas']

export type Card = Schemas['OffloadCard']
export type CardAnswer = Schemas['OffloadCardAnswer']
export type Cards = Schemas['OffloadCardsOut']
export type Copy = Schemas['OffloadCopy']
export type Verdict = Schemas['OffloadVerdict']
export type Volume = Schemas['OffloadVolumeItem']
export type Volumes = Schemas['OffloadVolumesOut']
export type Folder = Schemas['OffloadFolderOut']
export type Spot = Schemas['OffloadSpot']
export type Forecast = Schemas['OffloadForecast']
export type ImportReport = Schemas['OffloadImportReport']
export type Finding = Schemas['OffloadFinding']

/** How a copy goes and what came of it: the result of its job. */
export interface Copying {
  roll: string
  card: string
  to: string[]
  files: number
  files_done: number
  bytes: number
  copied: number
  verified: number
  bytes_per_second: number
  left_ms: number
  current?: string
  outcome: 'copying' | 'complete' | 'faults' | 'stopped'
  stopped?: string
  findings: Finding[]
  clips: number
}

/** How the reading of a copy goes and what it found. */
export interface Checking {
  copy: string
  roll: string
  files: number
  files_done: number
  bytes: number
  read: number
  outcome: 'checking' | 'verified' | 'damaged' | 'erased' | 'stopped'
  faults: string[]
  alarm?: string
}

const base = '/api/productions/{production}/offload'

export const paths = {
  cards: `${base}/cards`,
  card: `${base}/cards/{roll}`,
  steps: `${base}/cards/{roll}/steps`,
  release: `${base}/cards/{roll}/release`,
  copies: `${base}/copies`,
  check: `${base}/copies/{copy}/check`,
  reports: `${base}/reports`,
  readReport: `${base}/reports/read`,
  volumes: `${base}/volumes`,
  folder: `${base}/volumes/{volume}`,
  forecast: `${base}/forecast`,
  jobs: '/api/productions/{production}/jobs',
}

/** Kinds of record that cards are read from. */
export const kinds = [
  'roll',
  'clip',
  'stored_copy',
  'roll_step',
  'take',
  'setup',
  'shoot_day',
  'unit',
  'place',
  'rule',
  'rule_pack',
] as const

/** Steps that people write down themselves. */
export const ownSteps = ['handed_over', 'received', 'sent', 'returned', 'formatted', 'remark'] as const

export const copyColours: Record<string, string> = {
  verified: 'green',
  copying: 'yellow',
  damaged: 'red',
  erased: 'gray',
}
