import type { ChangeItem } from '@api'

/** What `/api/productions/{production}/overview` says. */
export interface Overview {
  id: string
  title: string
  form?: string
  /** Rights of the person here. */
  rights: string[]
  roles?: string[]
  seq: number
  /** How many records there are, by kind, most first. */
  counts?: { kind: string; title: string; count: number }[]
  conflicts?: number
  recent?: ChangeItem[]
}
