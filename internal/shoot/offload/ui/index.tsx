import type { SliceUI } from '@shell'
import { IconDeviceSdCard } from '@tabler/icons-react'
import { lazy } from 'react'

const right = 'offload.read'

export default {
  slice: 'shoot/offload',
  area: 'shoot',
  title: 'title',
  order: 30,
  icon: IconDeviceSdCard,
  routes: [
    { path: '', title: 'title', page: lazy(() => import('./CardsPage')), right },
    { path: 'card/$roll', title: 'card', page: lazy(() => import('./CardPage')), right },
    {
      path: 'copy',
      title: 'new_copy',
      nav: false,
      page: lazy(() => import('./CopyPage')),
      right: 'offload.edit',
    },
    { path: 'storage', title: 'storage', page: lazy(() => import('./StoragePage')), right },
  ],
  commands: [
    { title: 'title', to: '', keys: 'g f', right },
    { title: 'new_copy', to: 'copy', right: 'offload.edit' },
    { title: 'storage', to: 'storage', right },
  ],
  shows: { roll: 'card/$id', stored_copy: '', roll_step: '' },
} satisfies SliceUI
