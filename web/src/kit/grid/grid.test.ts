import { describe, expect, test } from 'vitest'
import { compareCells, parseCell, valueText } from './cells'
import { planPaste, readTable, writeTable } from './clipboard'
import type { GridColumn } from './columns'
import { move, type Press, rangeOf } from './movement'

interface Scene {
  id: string
  set: string
  eighths: number
  owner?: string
}
const columns: GridColumn<Scene>[] = [
  { id: 'set', title: 'Set', value: (r) => r.set, edit: true },
  {
    id: 'eighths',
    title: 'Pages',
    type: 'eighths',
    value: (r) => r.eighths,
    edit: true,
    check: (v) => (Number(v) > 80 ? 'want at most 10 pages' : undefined),
  },
  { id: 'id', title: 'Scene', value: (r) => r.id },
]
const rows: Scene[] = [
  { id: '1', set: 'KITCHEN', eighths: 8 },
  { id: '2', set: 'HARBOUR', eighths: 3 },
  { id: '10', set: 'BRIDGE', eighths: 11 },
]
const at = (top: number, left: number, bottom = top, right = left) => ({
  rows,
  rowId: (r: Scene) => r.id,
  columns,
  top,
  left,
  bottom,
  right,
})

describe('clipboard', () => {
  test('reads what spreadsheets write', () => {
    expect(readTable('a\tb\r\nc\t"d ""x""\nnext"\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd "x"\nnext'],
    ])
    expect(readTable('')).toEqual([])
    expect(readTable('a\t')).toEqual([['a', '']])
    expect(readTable('6" pipe')).toEqual([['6" pipe']])
  })
  test('what is written is read back', () => {
    const table = [
      ['INT. "BAR"', 'two\nlines', ''],
      ['tab\there', '', 'x'],
    ]
    expect(readTable(writeTable(table))).toEqual(table)
  })
  test('pastes page counts by column and skips cells that stay', () => {
    const plan = planPaste(readTable('KITCHEN\t1 3/8\nPIER\t4/8'), at(0, 0))
    expect(plan.edits.map(({ id, column, value, before }) => [id, column, value, before])).toEqual([
      ['1', 'eighths', 11, 8],
      ['2', 'set', 'PIER', 'HARBOUR'],
      ['2', 'eighths', 4, 3],
    ])
    expect(plan.refused).toEqual([])
  })
  test('one value fills the whole selection', () => {
    const plan = planPaste([['STAGE 2']], at(0, 0, 2, 0))
    expect(plan.edits.map((e) => e.value)).toEqual(['STAGE 2', 'STAGE 2', 'STAGE 2'])
  })
  test('says which cells it cannot fill and keeps lines beyond the end', () => {
    const plan = planPaste(readTable('PIER\tlong\tX\nQUAY\t99\t\nNEW\t1/8'), at(1, 0))
    expect(plan.refused.map((r) => [r.row, r.column, r.why])).toEqual([
      [1, 'eighths', 'eighths'],
      [1, 'id', 'fixed'],
      [2, 'eighths', 'want at most 10 pages'],
      [2, 'id', 'fixed'],
    ])
    expect(plan.beyond).toEqual([['NEW', '1/8']])
  })
})

describe('cells', () => {
  const number: GridColumn<Scene> = { id: 'n', title: 'n', type: 'number', value: () => 0 }
  test.each([
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['12,5', 12.5],
    ['1,234', 1234],
    ['1 234', 1234],
    ['-3', -3],
  ])('%s is the number %d', (text, want) => {
    expect(parseCell(number, text)).toEqual({ value: want })
  })
  test('refuses what is no number', () => {
    expect(parseCell(number, '12 apples')).toEqual({ wrong: 'number' })
    expect(parseCell(number, '1.2.3')).toEqual({ wrong: 'number' })
  })
  test('choices are known by value and by label', () => {
    const column: GridColumn<Scene> = {
      id: 'c',
      title: 'c',
      type: 'choice',
      choices: [{ value: 'int', label: 'Interior' }],
      value: () => '',
    }
    expect(parseCell(column, 'INTERIOR')).toEqual({ value: 'int' })
    expect(parseCell(column, 'outside')).toEqual({ wrong: 'choice' })
    expect(valueText(column, 'int')).toBe('Interior')
  })
  test('scene 2 sorts before scene 10', () => {
    expect(['10', '2', '1A', '1'].sort(compareCells)).toEqual(['1', '1A', '2', '10'])
  })
})

describe('keys', () => {
  const start = { anchor: { row: 1, column: 1 }, active: { row: 1, column: 1 } }
  const bounds = { rows: 3, columns: 3, page: 10 }
  const press = (key: string, more: Partial<Press> = {}) =>
    move(start, { key, shift: false, mod: false, ...more }, bounds)
  test('lead where a spreadsheet leads', () => {
    expect(press('ArrowDown')?.active).toEqual({ row: 2, column: 1 })
    expect(press('PageDown')?.active).toEqual({ row: 2, column: 1 })
    expect(press('End', { mod: true })?.active).toEqual({ row: 2, column: 2 })
    expect(press('Home')?.active).toEqual({ row: 1, column: 0 })
    expect(press('a')).toBeUndefined()
  })
  test('reach the header, but do not select it', () => {
    const up = move(
      { anchor: { row: 0, column: 0 }, active: { row: 0, column: 0 } },
      { key: 'ArrowUp', shift: false, mod: false },
      bounds,
    )
    expect(up?.active.row).toBe(-1)
    const extended = move(
      { anchor: { row: 0, column: 0 }, active: { row: 0, column: 0 } },
      { key: 'ArrowUp', shift: true, mod: false },
      bounds,
    )
    expect(extended?.active.row).toBe(0)
  })
  test('with shift extend from the anchor', () => {
    const next = press('ArrowUp', { shift: true })
    expect(next && rangeOf(next)).toEqual({ top: 0, bottom: 1, left: 1, right: 1 })
  })
})
