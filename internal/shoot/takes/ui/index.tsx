import type { SliceUI } from '@shell'
import { IconMovie } from '@tabler/icons-react'
import { lazy } from 'react'

const right = 'takes.read'

export default {
  slice: 'shoot/takes',
  area: 'shoot',
  title: 'title',
  order: 20,
  icon: IconMovie,
  routes: [
    { path: '', title: 'title', page: lazy(() => import('./DaysPage')), right },
    { path: 'day/$day', title: 'log', page: lazy(() => import('./LogPage')), right },
    { path: 'setup/$setup', title: 'setup', page: lazy(() => import('./SetupPage')), right },
    { path: 'cards/$day', title: 'cards', page: lazy(() => import('./CardsPage')), right },
    { path: 'match/$day', title: 'match', page: lazy(() => import('./MatchPage')), right },
  ],
  commands: [{ title: 'title', to: '', keys: 'g t', right }],
  shows: { setup: 'setup/$id' },
} satisfies SliceUI
