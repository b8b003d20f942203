import type { Consequence } from '../api'
import { createStore } from './store'

/** A change that waits for the person's word, with what it would do. */
export interface Asked {
  title: string
  consequences: Consequence[]
  /** Lands the change, or not. */
  answer(land: boolean): void
}

/** The change that the consequence panel shows now. */
export const asked = createStore<Asked | undefined>(undefined)

/** Whether consequences are worth stopping for: anything that costs money or time, warns, or breaks a rule. */
export function costly(consequences: readonly Consequence[]): boolean {
  return consequences.some(
    ({ severity, cost, time_min, documents }) =>
      severity !== 'note' || (cost && !/^-?0*(\.0*)?$/.test(cost.amount)) || time_min || documents?.length,
  )
}

/** Shows the panel and waits for the answer. A second question answers the first one with no. */
export function askToLand(title: string, consequences: Consequence[]): Promise<boolean> {
  asked.get()?.answer(false)
  return new Promise((resolve) => {
    const answer = (land: boolean) => {
      asked.set(undefined)
      resolve(land)
    }
    asked.set({ title, consequences, answer })
  })
}
