/** The nouns the shell shows, as the core routes give them. Slices use the generated `components` instead. */

/** Who is signed in. */
export interface Me {
  id: string
  name: string
  email: string
  language?: string
  totp: boolean
  /** Second-factor recovery codes that were not used yet. */
  recovery_codes?: number
  /** Owner of the whole house. */
  owner?: boolean
  /** May begin a production. */
  may_begin?: boolean
}

export interface ProductionItem {
  id: string
  title: string
  /** feature, series, short ... */
  form?: string
  /** The person's own roles in it, in words. */
  roles?: string[]
  /** Rights of the person in this production: `story.read`, `callsheet.publish`. */
  rights?: string[]
}

/** How much a consequence matters: `stop` cannot stand, `warn` costs, `note` is for information. */
export type Severity = 'stop' | 'warn' | 'note'

/** One consequence of a change that has not landed yet. */
export interface Consequence {
  what: string
  /** The path from the change to its effect, one step a line. */
  why?: string[]
  /** Roles and people whom it touches. */
  who?: string[]
  severity: Severity
  /** Last civil date on which it is still a free choice. */
  decide_by?: string
  cost?: Money
  /** Shooting time gained or lost, in minutes. */
  time_min?: number
  /** Documents that would have to be issued again. */
  documents?: string[]
}

export interface Money {
  /** Decimal text, such as `-1250.00`. */
  amount: string
  /** ISO 4217 code. */
  currency: string
}

/** What a landed write answers. */
export interface Landed {
  seq: number
  change: string
}

/** What a preview answers. */
export interface Preview {
  consequences: Consequence[]
}

/** One change of the history. */
export interface ChangeItem {
  id: string
  seq: number
  cause: string
  author: { id?: string; name: string }
  at: string
  kinds: string[]
  records: string[]
  /** The change that this one takes back. */
  reverts?: string
  /** The branch that this one brought home. */
  merges?: string
}

/** One page of the history; `next` is the `before` of the one after it. */
export interface ChangePage {
  changes: ChangeItem[]
  next?: number
}

/** A record as the generic routes give it. */
export interface RecordItem {
  id: string
  kind: string
  label: string
  fields: Record<string, unknown>
}

/** A field on which two people really disagree. */
export interface ConflictItem {
  id: string
  record: string
  kind: string
  title: string
  field: string
  kept: ConflictSide
  lost: ConflictSide
}
export interface ConflictSide {
  value: unknown
  author: { id?: string; name: string }
  at?: string
  change?: string
}

export interface BranchItem {
  id: string
  name: string
  author: { id?: string; name: string }
  at: string
  state: 'open' | 'merged' | 'dropped'
  /** How many changes it holds, as far as the reader may know. */
  changes: number
  merged?: boolean
}

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

export interface JobItem {
  id: string
  title: string
  state: JobState
  /** 0 to 1. */
  progress: number
  message?: string
  at: string
  /** What it made; `href` is where to have it. */
  result?: { href?: string }
  problem?: string
}

/** One hit of the search. */
export interface SearchHit {
  id: string
  kind: string
  title: string
  detail?: string
  /** Page of the app that shows it, if a slice has one. */
  href?: string
}

/** A role held, in a department where the role depends on one. */
export interface RoleHeld {
  role: string
  department?: string
}

/** Somebody in a production, or invited to it. */
export interface PersonItem {
  /** Account; the invitation while `invited`. */
  id: string
  name: string
  email: string
  /** Roles in words. */
  roles: string[]
  held: RoleHeld[]
  department?: string
  /** Ids, as far as the reader is cleared for them. */
  compartments: string[]
  since: string
  invited?: boolean
  disabled?: boolean
  /** Of a fresh invitation where no mail can be sent, shown once. */
  link?: string
}

/** A secret that the reader is in on. */
export interface CompartmentItem {
  id: string
  name: string
  reason?: string
  people: { id: string; name: string }[]
}

export interface SessionItem {
  id: string
  device: string
  at: string
  last_seen: string
  current: boolean
}

/** A person who is in the production now. */
export interface Present {
  id: string
  name: string
  /** Page of the app the person looks at. */
  page?: string
}
