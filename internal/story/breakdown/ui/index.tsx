import type { SliceUI } from '@shell'
import { IconHighlight, IconPackage, IconSunHigh } from '@tabler/icons-react'
import { lazy } from 'react'

export default {
  slice: 'story/breakdown',
  area: 'story',
  title: 'title',
  order: 20,
  icon: IconHighlight,
  routes: [
    { path: '', title: 'breakdown', page: lazy(() => import('./BreakdownPage')), right: 'breakdown.read' },
    {
      path: 'scene/$scene',
      title: 'scene',
      page: lazy(() => import('./BreakdownPage')),
      right: 'breakdown.read',
    },
    {
      path: 'elements',
      title: 'elements',
      icon: IconPackage,
      page: lazy(() => import('./ElementsPage')),
      right: 'breakdown.read',
    },
    {
      path: 'days',
      title: 'days',
      icon: IconSunHigh,
      page: lazy(() => import('./StoryDaysPage')),
      right: 'breakdown.read',
    },
  ],
  commands: [
    { title: 'breakdown', to: '', keys: 'g b', right: 'breakdown.read' },
    { title: 'elements', to: 'elements', keys: 'g e', right: 'breakdown.read' },
  ],
  shows: { scene: 'scene/$scene', element: 'elements', use: 'elements', tag: '', story_day: 'days' },
} satisfies SliceUI
