import type { SliceUI } from '@shell'
import { IconCalendarMonth } from '@tabler/icons-react'
import { lazy } from 'react'

export default {
  slice: 'planning/calendars',
  area: 'planning',
  title: 'title',
  order: 20,
  icon: IconCalendarMonth,
  routes: [{ path: '', title: 'title', page: lazy(() => import('./CalendarPage')), right: 'calendar.read' }],
  commands: [{ title: 'title', to: '', keys: 'g k', right: 'calendar.read' }],
  shows: { availability: '', calendar: '', calendar_day: '', booking: '' },
} satisfies SliceUI
