import type { SliceUI } from '@shell'
import { IconDeviceTv } from '@tabler/icons-react'
import { lazy } from 'react'

export default {
  slice: 'post/dailies',
  area: 'post',
  title: 'title',
  order: 10,
  icon: IconDeviceTv,
  routes: [
    { path: '', title: 'title', page: lazy(() => import('./DailiesPage')), right: 'dailies.read' },
    { path: 'clip/$clip', title: 'title', page: lazy(() => import('./DailiesPage')), right: 'dailies.read' },
    { path: 'room/$room', title: 'room', page: lazy(() => import('./RoomPage')), right: 'dailies.read' },
  ],
  commands: [{ title: 'title', to: '', keys: 'g d', right: 'dailies.read' }],
  shows: { clip: 'clip/$id' },
} satisfies SliceUI
