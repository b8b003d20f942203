import type { ComponentType } from 'react'

/** Parts of a production, in the order of its life; also the folder above a slice's. */
export const areas = [
  'story',
  'planning',
  'shoot',
  'crafts',
  'post',
  'money',
  'security',
  'publicity',
] as const
export type Area = (typeof areas)[number]

/** One page of a slice. */
export interface SliceRoute {
  /** Below the slice: `''` is its first page, `scene/$scene` has a value in it. */
  path: string
  /** Message key in the slice's own catalogue. */
  title: string
  /** `lazy(() => import('./BoardPage'))`, so that the slice is a chunk of its own. */
  page: ComponentType
  /** In the navigation; without it the slice's. */
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>
  /** Shown in the navigation. Default: yes for paths without a value. */
  nav?: boolean
  /** Right without which the page is not offered. */
  right?: string
}

/** Something that the command palette can do. */
export interface SliceCommand {
  /** Message key in the slice's own catalogue. */
  title: string
  /** Page of the slice to go to, such as `import`. */
  to: string
  /** Shortcut: `g b`. */
  keys?: string
  right?: string
}

/** What `internal/<area>/<slice>/ui/index.tsx` exports by default. */
export interface SliceUI {
  /** Its folder: `story/drafts`. Also the namespace of its messages and the beginning of its addresses. */
  slice: `${Area}/${string}`
  area: Area
  /** Message key in the slice's own catalogue. */
  title: string
  /** Place in its area; smaller is higher. */
  order: number
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>
  routes: SliceRoute[]
  commands?: SliceCommand[]
  /** Which page shows a record of a kind, for the search: `{ scene: 'scene/$id' }`. */
  shows?: Record<string, string>
}

/** Address of a page of a slice: `pathOf('p1', 'story/drafts', 'scene/$scene', { scene: '7' })`. */
export function pathOf(
  production: string,
  slice: string,
  path = '',
  values: Record<string, string> = {},
): string {
  const filled = path
    .split('/')
    .map((part) => (part.startsWith('$') ? encodeURIComponent(values[part.slice(1)] ?? '') : part))
    .join('/')
  return `/p/${production}/${slice}${filled === '' ? '' : `/${filled}`}`
}

/** Whether a page is listed in the navigation. */
export function inNavigation(route: SliceRoute): boolean {
  return route.nav ?? !route.path.includes('$')
}

/** Pages of the slices that a person may open, by area in order; areas without any are left out. */
export function navigation(slices: readonly SliceUI[], rights: ReadonlySet<string>) {
  return areas
    .map((area) => ({
      area,
      entries: slices
        .filter((one) => one.area === area)
        .sort((a, b) => a.order - b.order || a.slice.localeCompare(b.slice))
        .flatMap((slice) =>
          slice.routes
            .filter((route) => inNavigation(route) && (!route.right || rights.has(route.right)))
            .map((route) => ({ slice, route })),
        ),
    }))
    .filter(({ entries }) => entries.length > 0)
}

/** Address of the page that shows a record of a kind, if a slice has one. */
export function pageOfRecord(
  slices: readonly SliceUI[],
  production: string,
  kind: string,
  id: string,
): string | undefined {
  for (const slice of slices) {
    const path = slice.shows?.[kind]
    if (path !== undefined) return pathOf(production, slice.slice, path, { id, [kind]: id })
  }
  return undefined
}
