import type { SliceUI } from '@shell'
import { IconCalendarWeek, IconLayoutRows, IconListDetails, IconStack2, IconTable } from '@tabler/icons-react'
import { lazy } from 'react'

export default {
  slice: 'planning/board',
  area: 'planning',
  title: 'title',
  order: 10,
  icon: IconLayoutRows,
  routes: [
    { path: '', title: 'stripboard', page: lazy(() => import('./StripboardPage')), right: 'board.read' },
    {
      path: 'board/$board',
      title: 'stripboard',
      page: lazy(() => import('./StripboardPage')),
      right: 'board.read',
    },
    {
      path: 'one-liner',
      title: 'oneliner',
      icon: IconListDetails,
      page: lazy(() => import('./OneLinerPage')),
      right: 'board.read',
    },
    {
      path: 'schedule',
      title: 'schedule',
      icon: IconCalendarWeek,
      page: lazy(() => import('./SchedulePage')),
      right: 'board.read',
    },
    {
      path: 'day-out-of-days',
      title: 'dood',
      icon: IconTable,
      page: lazy(() => import('./DaysPage')),
      right: 'board.read',
    },
    {
      path: 'boards',
      title: 'boards',
      icon: IconStack2,
      page: lazy(() => import('./BoardsPage')),
      right: 'board.read',
    },
  ],
  commands: [
    { title: 'stripboard', to: '', keys: 'g p', right: 'board.read' },
    { title: 'dood', to: 'day-out-of-days', keys: 'g d', right: 'board.read' },
    { title: 'boards', to: 'boards', right: 'board.read' },
  ],
  shows: { board: 'board/$board', strip: '' },
} satisfies SliceUI
