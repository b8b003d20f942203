import type { SliceUI } from '@shell'
import { IconColumns3, IconFileImport, IconRoute } from '@tabler/icons-react'
import { lazy } from 'react'

export default {
  slice: 'planning/planner',
  area: 'planning',
  title: 'title',
  order: 12,
  icon: IconRoute,
  routes: [
    { path: 'solve', title: 'solve', page: lazy(() => import('./SolvePage')), right: 'board.edit' },
    { path: 'solve/$board', title: 'solve', page: lazy(() => import('./SolvePage')), right: 'board.edit' },
    {
      path: 'compare',
      title: 'compare',
      icon: IconColumns3,
      page: lazy(() => import('./ComparePage')),
      right: 'board.read',
    },
    {
      path: 'compare/$board',
      title: 'compare',
      page: lazy(() => import('./ComparePage')),
      right: 'board.read',
    },
    {
      path: 'import',
      title: 'import',
      icon: IconFileImport,
      nav: false,
      page: lazy(() => import('./ImportPage')),
      right: 'board.edit',
    },
  ],
  commands: [
    { title: 'solve', to: 'solve', right: 'board.edit' },
    { title: 'compare', to: 'compare', right: 'board.read' },
    { title: 'import', to: 'import', right: 'board.edit' },
  ],
} satisfies SliceUI
