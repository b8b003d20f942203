import type { SliceUI } from '@shell'
import { IconSpeakerphone } from '@tabler/icons-react'
import { lazy } from 'react'

export default {
  slice: 'shoot/callsheet',
  area: 'shoot',
  title: 'title',
  order: 10,
  icon: IconSpeakerphone,
  routes: [
    { path: '', title: 'title', page: lazy(() => import('./DaysPage')), right: 'callsheet.read' },
    { path: 'day/$day', title: 'sheet', page: lazy(() => import('./SheetPage')), right: 'callsheet.read' },
  ],
  commands: [{ title: 'title', to: '', keys: 'g c', right: 'callsheet.read' }],
  shows: { shoot_day: 'day/$id', call: '' },
} satisfies SliceUI
