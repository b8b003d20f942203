import type { SliceUI } from '@shell'
import { IconBolt, IconHourglassLow } from '@tabler/icons-react'
import { lazy } from 'react'

const right = 'disruption.read'

export default {
  slice: 'planning/disruption',
  area: 'planning',
  title: 'title',
  order: 14,
  icon: IconBolt,
  routes: [
    { path: '', title: 'title', page: lazy(() => import('./DisruptionsPage')), right },
    {
      path: 'report',
      title: 'report',
      page: lazy(() => import('./ReportPage')),
      nav: false,
      right: 'disruption.report',
    },
    { path: 'event/$disruption', title: 'title', page: lazy(() => import('./EventPage')), right },
    {
      path: 'ledger',
      title: 'ledger',
      icon: IconHourglassLow,
      page: lazy(() => import('./LedgerPage')),
      right,
    },
  ],
  commands: [
    { title: 'title', to: '', right },
    { title: 'report', to: 'report', right: 'disruption.report' },
    { title: 'ledger', to: 'ledger', right },
  ],
  shows: { disruption: 'event/$disruption', delay: 'ledger' },
} satisfies SliceUI
