import type { SliceUI } from '@shell'
import { IconBook2, IconCalendarDue, IconChartHistogram } from '@tabler/icons-react'
import { lazy } from 'react'

const right = 'adaptation.read'

export default {
  slice: 'story/adaptation',
  area: 'story',
  title: 'title',
  order: 8,
  icon: IconBook2,
  routes: [
    { path: '', title: 'map', page: lazy(() => import('./MapPage')), right },
    { path: 'source/$source', title: 'map', page: lazy(() => import('./MapPage')), right },
    {
      path: 'coverage',
      title: 'coverage',
      icon: IconChartHistogram,
      page: lazy(() => import('./CoveragePage')),
      right,
    },
    {
      path: 'rights',
      title: 'rights',
      icon: IconCalendarDue,
      page: lazy(() => import('./RightsPage')),
      right,
    },
    {
      path: 'import',
      title: 'import',
      page: lazy(() => import('./ImportPage')),
      nav: false,
      right: 'adaptation.edit',
    },
  ],
  commands: [
    { title: 'map', to: '', keys: 'g n', right },
    { title: 'coverage', to: 'coverage', right },
    { title: 'rights', to: 'rights', right },
    { title: 'import', to: 'import', right: 'adaptation.edit' },
  ],
  shows: {
    source: 'source/$source',
    passage: '',
    adaptation: '',
    source_person: 'coverage',
    rights_term: 'rights',
    title_item: 'rights',
  },
} satisfies SliceUI
