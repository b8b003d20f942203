import type { SliceUI } from '@shell'
import { IconArrowsDiff, IconListCheck, IconMovie, IconWand } from '@tabler/icons-react'
import { lazy } from 'react'

const right = 'cut.read'

export default {
  slice: 'post/cut',
  area: 'post',
  title: 'title',
  order: 20,
  icon: IconMovie,
  routes: [
    { path: '', title: 'title', page: lazy(() => import('./CutPage')), right },
    { path: 'version/$timeline', title: 'title', page: lazy(() => import('./CutPage')), right },
    {
      path: 'compare',
      title: 'compare',
      icon: IconArrowsDiff,
      page: lazy(() => import('./ComparePage')),
      right,
    },
    { path: 'compare/$timeline', title: 'compare', page: lazy(() => import('./ComparePage')), right },
    {
      path: 'coverage',
      title: 'coverage',
      icon: IconListCheck,
      page: lazy(() => import('./CoveragePage')),
      right,
    },
    { path: 'coverage/$scene', title: 'coverage', page: lazy(() => import('./CoveragePage')), right },
    {
      path: 'shots',
      title: 'shots',
      icon: IconWand,
      page: lazy(() => import('./ShotsPage')),
      right: 'cut.shots',
    },
    {
      path: 'import',
      title: 'import',
      page: lazy(() => import('./ImportPage')),
      nav: false,
      right: 'cut.edit',
    },
  ],
  commands: [
    { title: 'title', to: '', keys: 'g k', right },
    { title: 'compare', to: 'compare', right },
    { title: 'coverage', to: 'coverage', right },
    { title: 'shots', to: 'shots', right: 'cut.shots' },
    { title: 'import', to: 'import', right: 'cut.edit' },
  ],
  shows: { timeline: 'version/$timeline', work_order: 'shots', change_order: 'shots' },
} satisfies SliceUI
