import type { SliceUI } from '@shell'
import { IconFileDiff, IconListNumbers, IconPrinter, IconScript } from '@tabler/icons-react'
import { lazy } from 'react'
import { droppable } from './DropScript'

export default {
  slice: 'story/drafts',
  area: 'story',
  title: 'title',
  order: 10,
  icon: IconScript,
  routes: [
    { path: '', title: 'script', page: droppable(lazy(() => import('./ScriptPage'))), right: 'script.read' },
    {
      path: 'scenes',
      title: 'scenes',
      icon: IconListNumbers,
      page: droppable(lazy(() => import('./ScenesPage'))),
      right: 'script.read',
    },
    {
      path: 'changes',
      title: 'changes',
      icon: IconFileDiff,
      page: droppable(lazy(() => import('./ChangesPage'))),
      right: 'script.read',
    },
    {
      path: 'papers',
      title: 'papers',
      icon: IconPrinter,
      page: droppable(lazy(() => import('./papers/PapersPage'))),
      right: 'script.read',
    },
    {
      path: 'import',
      title: 'import',
      page: droppable(lazy(() => import('./ImportPage'))),
      nav: false,
      right: 'script.edit',
    },
  ],
  commands: [
    { title: 'script', to: '', keys: 'g s', right: 'script.read' },
    { title: 'import', to: 'import', keys: 'g i', right: 'script.edit' },
  ],
  shows: { draft: '', block: '', note: '' },
} satisfies SliceUI
