import type { SliceUI } from '@shell'
import { IconScale } from '@tabler/icons-react'
import { lazy } from 'react'

export default {
  slice: 'planning/rules',
  area: 'planning',
  title: 'title',
  order: 30,
  icon: IconScale,
  routes: [
    { path: '', title: 'title', page: lazy(() => import('./RulesPage')), right: 'rules.read' },
    { path: 'pack/$pack', title: 'pack', page: lazy(() => import('./PackPage')), right: 'rules.read' },
    { path: 'try', title: 'try', nav: false, page: lazy(() => import('./TryPage')), right: 'rules.read' },
  ],
  commands: [
    { title: 'title', to: '', keys: 'g l', right: 'rules.read' },
    { title: 'try', to: 'try', right: 'rules.read' },
  ],
  shows: { rule_pack: 'pack/$pack', rule: '', waiver: '' },
} satisfies SliceUI
