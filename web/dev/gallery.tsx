/**
 * Every part of the kit on one page, with made-up data: `npm run dev`, then /dev/gallery.html. For building and
 * checking parts; it is no part of the app that is shipped.
 */
import '@fontsource/inter/latin-400.css'
import '@fontsource/inter/latin-600.css'
import '@fontsource/courier-prime/latin-400.css'
import '@fontsource/courier-prime/latin-700.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '../src/theme/tokens.css'
import {
  applyMove,
  type BlockRange,
  Eighths,
  EmptyState,
  FileDrop,
  FormFromKind,
  Grid,
  type GridColumn,
  Page,
  ProblemView,
  type ScriptBlock,
  type ScriptMark,
  ScriptPage,
  StripBoard,
  type StripData,
} from '@kit'
import { Button, MantineProvider, Tabs } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Problem } from '../src/api'
import { startMessages } from '../src/i18n'
import { theme } from '../src/theme/theme'

interface Row {
  id: string
  scene: string
  set: string
  light: string
  eighths: number
  date?: string
  cast: number
  done: boolean
  notes?: string
}
const sets = ['LIGHTHOUSE - LAMP ROOM', 'HARBOUR', 'KITCHEN', 'BOAT AT SEA', 'STAGE 2 - GREEN SCREEN', 'PIER']
const lights = ['DAY', 'NIGHT', 'DAWN', 'DUSK']
const many: Row[] = Array.from({ length: 5000 }, (_, i) => ({
  id: String(i),
  scene: `${i + 1}${i % 17 === 0 ? 'A' : ''}`,
  set: sets[(i * 7) % sets.length],
  light: lights[(i * 3) % 4],
  eighths: 1 + ((i * 5) % 30),
  date: i % 3 ? `2027-03-${String((i % 28) + 1).padStart(2, '0')}` : undefined,
  cast: (i * 11) % 14,
  done: i % 4 === 0,
  notes: i % 9 === 0 ? 'Rain on the glass; lamp turns once every 12 seconds' : undefined,
}))
const columns: GridColumn<Row>[] = [
  { id: 'scene', title: 'Scene', width: 90, value: (r) => r.scene },
  { id: 'set', title: 'Set', width: 230, value: (r) => r.set, edit: true },
  {
    id: 'light',
    title: 'Time',
    width: 110,
    type: 'choice',
    choices: lights.map((value) => ({ value, label: value })),
    value: (r) => r.light,
    edit: true,
  },
  { id: 'eighths', title: 'Pages', width: 90, type: 'eighths', value: (r) => r.eighths, edit: true },
  { id: 'date', title: 'Shoot day', width: 130, type: 'date', value: (r) => r.date, edit: true },
  { id: 'cast', title: 'Cast', width: 80, type: 'number', value: (r) => r.cast, edit: true },
  { id: 'done', title: 'Done', width: 80, type: 'check', value: (r) => r.done, edit: true },
  { id: 'notes', title: 'Notes', width: 380, value: (r) => r.notes, edit: true },
]

function GridDemo() {
  const [rows, setRows] = useState(many)
  return (
    <div style={{ height: '70vh' }}>
      <Grid
        label="Scenes"
        rows={rows}
        rowId={(r) => r.id}
        columns={columns}
        actions={<Button size="xs">Add</Button>}
        onEdit={(edits) =>
          setRows((was) => {
            const by = new Map(edits.map((e) => [e.id, edits.filter((one) => one.id === e.id)]))
            return was.map((row) => {
              const mine = by.get(row.id)
              return mine ? { ...row, ...Object.fromEntries(mine.map((e) => [e.column, e.value])) } : row
            })
          })
        }
      />
    </div>
  )
}

const strips = new Map<string, StripData>(
  many.slice(0, 26).map((row, i) => [
    row.id,
    {
      id: row.id,
      title: row.scene,
      setting: ['INT', 'EXT', 'INT/EXT', 'INT', 'EXT'][i % 5],
      light: row.light,
      set: row.set,
      synopsis: 'Mara finds the lamp dark and the keeper gone.',
      eighths: row.eighths,
      cast: ['1', '2', '5', '8'].slice(0, 1 + (i % 4)),
      storyDay: `D${1 + (i % 3)}`,
      warning: i === 4 ? 'Child: 20 minutes over' : undefined,
    },
  ]),
)
strips.set('b', { id: 'b', kind: 'banner', title: 'Company move to the harbour' })

function StripDemo() {
  const ids = [...strips.keys()]
  const [groups, setGroups] = useState([
    { id: 'd1', title: 'Day 1 · Mon 1 March 2027', strips: ids.slice(0, 6), totals: '4 2/8 pages' },
    {
      id: 'd2',
      title: 'Day 2 · Tue 2 March 2027',
      strips: [...ids.slice(6, 11), 'b'],
      totals: '3 7/8 pages',
    },
    { id: 'd3', title: 'Day 3 · Wed 3 March 2027', strips: [] as string[], totals: '0' },
    { id: 'boneyard', title: 'Boneyard', strips: ids.slice(11, 20) },
  ])
  const [selected, setSelected] = useState(new Set<string>())
  return (
    <StripBoard
      label="Board"
      groups={groups}
      strips={strips}
      selected={selected}
      onSelect={setSelected}
      onMove={(move) => setGroups((was) => applyMove(was, move))}
    />
  )
}

const blocks: ScriptBlock[] = [
  { id: 'a', type: 'scene_heading', text: 'INT. LIGHTHOUSE - LAMP ROOM - NIGHT', number: '12' },
  {
    id: 'b',
    type: 'action',
    text: 'Rain on the glass. MARA (30s) lifts the OLD LANTERN, dripping. The great lamp is dark.',
  },
  { id: 'c', type: 'character', text: 'MARA' },
  { id: 'd', type: 'parenthetical', text: '(to herself)' },
  { id: 'e', type: 'dialogue', text: 'He would never let it go out. Not in this. Not for anyone alive.' },
  { id: 'f', type: 'action', text: 'A DOOR slams below.', runs: [{ start: 0, end: 19, revision: 'blue' }] },
  { id: 'g', type: 'transition', text: 'CUT TO:' },
  { id: 'h', type: 'scene_heading', text: 'EXT. HARBOUR - DAWN', number: '13' },
  {
    id: 'i',
    type: 'action',
    text: 'Forty EXTRAS wait in the cold. A child counts the boats.',
    runs: [{ start: 6, end: 12, style: 'Bold+Underline' }],
  },
]
const marks: ScriptMark[] = [
  { id: 'm1', block: 'b', start: 41, end: 52, colour: '#8b5cf6', label: 'Props: old lantern' },
  { id: 'm2', block: 'i', start: 0, end: 12, colour: '#16a34a', label: 'Extras', suggested: true },
]

function ScriptDemo() {
  const [chosen, setChosen] = useState<BlockRange[]>([])
  return (
    <>
      <output data-testid="chosen">{JSON.stringify(chosen)}</output>
      <ScriptPage number="14" blocks={blocks} marks={marks} onSelect={setChosen} />
    </>
  )
}

function FormDemo() {
  return (
    <FormFromKind
      fields={[
        {
          name: 'number',
          title: 'Number',
          input: 'text',
          required: true,
          doc: 'As slated, such as 42 or A43.',
        },
        { name: 'int_ext', title: 'Int/Ext', input: 'text', enum: ['INT', 'EXT', 'INT/EXT'] },
        { name: 'length_eighths', title: 'Length', input: 'eighths', min: 1 },
        { name: 'estimated_shoot_min', title: 'Time on set', input: 'integer', unit: 'minutes', min: 0 },
        { name: 'fee', title: 'Fee', input: 'money' },
        { name: 'story_date', title: 'Story date', input: 'date' },
        { name: 'weather', title: 'Weather', input: 'set' },
        { name: 'set', title: 'Set', input: 'reference', ref: 'element' },
        { name: 'notes', title: 'Notes', input: 'text', doc: 'Remarks of the breakdown.' },
        { name: 'omitted', title: 'Omitted', input: 'boolean', doc: 'The number stays.' },
      ]}
      values={{ number: '12', int_ext: 'INT', length_eighths: 11, weather: { rain: true } }}
      find={async () => [{ id: 'x', title: 'LIGHTHOUSE' }]}
      onSave={async () => {
        throw new Problem(422, {
          errors: [{ location: 'body.number', message: 'scene 12 exists: want a free number' }],
        })
      }}
    />
  )
}

function Gallery() {
  return (
    <main style={{ height: '100vh' }}>
      <Page title="Kit gallery" lead="Made-up data" actions={<Button>Publish</Button>}>
        <Tabs defaultValue={window.location.hash.slice(1) || 'grid'} keepMounted={false}>
          <Tabs.List>
            {['grid', 'strips', 'script', 'form', 'other'].map((one) => (
              <Tabs.Tab key={one} value={one}>
                {one}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="grid" pt="sm">
            <GridDemo />
          </Tabs.Panel>
          <Tabs.Panel value="strips" pt="sm">
            <StripDemo />
          </Tabs.Panel>
          <Tabs.Panel value="script" pt="sm">
            <ScriptDemo />
          </Tabs.Panel>
          <Tabs.Panel value="form" pt="sm">
            <FormDemo />
          </Tabs.Panel>
          <Tabs.Panel value="other" pt="sm">
            <p>
              Length <Eighths value={11} />
            </p>
            <FileDrop
              label="A screenplay: Fountain or Final Draft"
              accept=".fdx,.fountain"
              onDone={() => {}}
            />
            <ProblemView
              error={new Problem(409, { detail: 'scene 12 was moved to day 4 by Ada' }, 'r7')}
              onRetry={() => {}}
            />
            <EmptyState title="No drafts yet" action={<Button>Import a script</Button>}>
              Drop a Fountain or Final Draft file to begin.
            </EmptyState>
          </Tabs.Panel>
        </Tabs>
      </Page>
    </main>
  )
}

const root = document.getElementById('root')
if (root) {
  startMessages().then(() =>
    createRoot(root).render(
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={new QueryClient()}>
          <Notifications />
          <Gallery />
        </QueryClientProvider>
      </MantineProvider>,
    ),
  )
}
