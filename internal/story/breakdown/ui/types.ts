import type { components } from '@api'

type Schemas = components['schemas']

export type SceneSheet = Schemas['BreakdownSceneSheet']
export type Group = Schemas['BreakdownGroup']
export type Item = Schemas['BreakdownItem']
export type Suggestion = Schemas['BreakdownSuggestion']
export type ElementRow = Schemas['BreakdownElementRow']
export type SceneRef = Schemas['BreakdownSceneRef']
export type StoryDay = Schemas['BreakdownStoryDayRow']
export interface Category {
  key: string
  title: string
  plural: string
  color: string
}

/** What the scenes list needs of a scene. */
export interface SceneEntry {
  id: string
  number: string
  heading?: string
  set_name?: string
  int_ext?: string
  time_of_day?: string
  length_eighths?: number
  omitted?: boolean
}

const base = '/api/productions/{production}/breakdown'

/** The addresses of the slice, once. */
export const paths = {
  categories: `${base}/categories`,
  scene: `${base}/scenes/{scene}`,
  suggestions: `${base}/scenes/{scene}/suggestions`,
  elements: `${base}/elements`,
  element: `${base}/elements/{element}`,
  merge: `${base}/elements/{element}/merge`,
  tags: `${base}/tags`,
  manyTags: `${base}/tags/many`,
  tag: `${base}/tags/{tag}`,
  rejections: `${base}/rejections`,
  uses: `${base}/uses`,
  use: `${base}/uses/{use}`,
  days: `${base}/story-days`,
  dayScenes: `${base}/story-days/{day}/scenes`,
}

/** The scene before and the one after, in script order. */
export function neighbours(scenes: readonly SceneEntry[], id: string) {
  const at = scenes.findIndex((one) => one.id === id)
  return { before: at > 0 ? scenes[at - 1] : undefined, after: at >= 0 ? scenes[at + 1] : undefined }
}

/** What is needed to say what words mean: an element that exists, or a new name in a category. */
export function meaning(typed: string, category: string, elements: readonly ElementRow[]) {
  const name = typed.trim()
  const same = elements.find(
    (one) => one.category === category && one.name.toLocaleLowerCase() === name.toLocaleLowerCase(),
  )
  return same ? { element: same.id } : { name, category }
}
