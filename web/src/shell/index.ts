/** What a slice needs of the shell: the shape of its manifest, ways to its pages, the field descriptions of kinds. */
export { useBranch } from './branch'
export { jobsOpen } from './frame/jobs'
export { useGo, usePath, useValues } from './go'
export { useFindRecords, useKind } from './kinds'
export { MergeDrawer } from './pages/MergeDrawer'
export { type Area, areas, pathOf, type SliceCommand, type SliceRoute, type SliceUI } from './slice'
