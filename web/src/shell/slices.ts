import type { SliceUI } from './slice'

/** Every slice that was there when the app was built. Only their manifests are loaded now, their pages when opened. */
export const slices: readonly SliceUI[] = Object.values(
  import.meta.glob<SliceUI>('../../../internal/*/*/ui/index.tsx', { eager: true, import: 'default' }),
)
