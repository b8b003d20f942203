import type { SliceUI } from '@shell'
import { IconMoodSmile } from '@tabler/icons-react'
import { lazy } from 'react'

const right = 'outtakes.read'

export default {
  slice: 'publicity/outtakes',
  area: 'publicity',
  title: 'title',
  order: 10,
  icon: IconMoodSmile,
  routes: [{ path: '', title: 'title', page: lazy(() => import('./OuttakesPage')), right }],
  commands: [{ title: 'title', to: '', keys: 'g o', right }],
} satisfies SliceUI
