import { describe, expect, it } from 'vitest'
import { callsOf, castRows, departmentCalls, neighbours, readClock } from './calls'
import type { Answer } from './types'

const nobody = '00000000-0000-0000-0000-000000000000'

const answer = {
  sheet: {
    cast: [{ character: 'ADA', number: '1', note: 'minor; walking stick' }, { character: 'IVO' }],
    background: [],
  },
  cast: ['e1', nobody],
  groups: [],
  calls: [
    {
      id: 'c1',
      engagement: 'e1',
      call: '07:45',
      makeup: '07:45',
      set: '08:30',
      place: 'p1',
      note: 'walking stick',
    },
    { id: 'c2', department: 'd1', call: '05:45' },
  ],
} as unknown as Answer

describe('a clock time', () => {
  it.each([
    ['7', '07:00'],
    ['730', '07:30'],
    ['7.30', '07:30'],
    ['07:30', '07:30'],
    ['0045+1', '00:45+1'],
    ['07:30+0', '07:30'],
    [' ', ''],
    ['24:00', undefined],
    ['7:60', undefined],
    ['noon', undefined],
    ['07:30+9', undefined],
  ])('%j is %j', (typed, time) => expect(readClock(typed)).toBe(time))
})

describe('a changed cell', () => {
  const [ada, ivo] = castRows(answer)
  const edit = (row: typeof ada, column: string, value: string) => ({
    row,
    id: row.id,
    column,
    value,
    before: '',
  })
  it('sends the whole call, so that nothing else of it is lost', () => {
    expect(callsOf(answer, [edit(ada, 'makeup', '7.15'), edit(ada, 'pickup', '0645')])).toEqual([
      {
        engagement: 'e1',
        call: '07:45',
        makeup: '07:15',
        pickup: '06:45',
        set: '08:30',
        place: 'p1',
        note: 'walking stick',
      },
    ])
  })
  it('shows the note of the call, not what the sheet adds to it', () =>
    expect(ada.note).toBe('walking stick'))
  it('of a part that nobody plays yet calls nobody', () => {
    expect(ivo.engagement).toBeUndefined()
    expect(callsOf(answer, [edit(ivo, 'call', '07:00')])).toEqual([])
  })
  it('that is no time changes nothing', () =>
    expect(callsOf(answer, [edit(ada, 'call', 'soon')])).toEqual([]))
})

it('tells calls to departments from calls to people', () => {
  expect(departmentCalls(answer).map((call) => call.id)).toEqual(['c2'])
})

it('goes from day to day of one unit', () => {
  const days = [
    { id: 'a', unit: 'Main' },
    { id: 'b', unit: 'Second' },
    { id: 'c', unit: 'Main' },
  ]
  expect(neighbours(days, 'a').map((day) => day?.id)).toEqual([undefined, 'c'])
  expect(neighbours(days, 'gone')).toEqual([])
})
