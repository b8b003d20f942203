import type { SliceUI } from '@shell'
import { IconBulb, IconCards, IconLayoutGrid, IconPencilCheck } from '@tabler/icons-react'
import { lazy } from 'react'

const right = 'room.read'

export default {
  slice: 'story/room',
  area: 'story',
  title: 'title',
  order: 5,
  icon: IconCards,
  routes: [
    { path: '', title: 'nav', page: lazy(() => import('./RoomPage')), right },
    { path: 'arcs', title: 'arcs', icon: IconLayoutGrid, page: lazy(() => import('./MatrixPage')), right },
    { path: 'pitches', title: 'pitches', icon: IconBulb, page: lazy(() => import('./PitchesPage')), right },
    {
      path: 'assignments',
      title: 'assignments',
      icon: IconPencilCheck,
      page: lazy(() => import('./AssignmentsPage')),
      right,
    },
    { path: 'card/$card', title: 'card', page: lazy(() => import('./CardPage')), right },
  ],
  commands: [
    { title: 'nav', to: '', keys: 'g w', right },
    { title: 'arcs', to: 'arcs', right },
    { title: 'pitches', to: 'pitches', right },
    { title: 'assignments', to: 'assignments', right },
  ],
  shows: { card: 'card/$card', lane: '', arc: 'arcs', assignment: 'assignments' },
} satisfies SliceUI
