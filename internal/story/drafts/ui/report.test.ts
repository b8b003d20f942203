import { describe, expect, it } from 'vitest'
import { fileIn } from './dropped'
import { addressesOf } from './keep'
import { bySeverity, changeCounts, placeOf } from './report'
import type { FindingRow, ReadReport } from './types'

const finding = (severity: string, more: Partial<FindingRow> = {}) =>
  ({ severity, place: 'x.fountain', text: 'odd', at: -1, ...more }) as FindingRow

describe('a report', () => {
  it('shows the gravest findings first', () => {
    const groups = bySeverity([finding('info'), finding('error'), finding('info')])
    expect(groups.map((group) => [group.severity, group.findings.length])).toEqual([
      ['error', 1],
      ['info', 2],
    ])
  })
  it('says the line, or what else the place names', () => {
    expect(placeOf(finding('info', { line: 12, place: 'x.fountain:12' }), 'x.fountain')).toEqual({
      line: 12,
      place: '',
    })
    expect(placeOf(finding('info', { place: 'MARA' }), 'x.fountain')).toEqual({
      line: undefined,
      place: 'MARA',
    })
    expect(placeOf(finding('info'), 'x.fountain').place).toBe('')
  })
  it('counts changes in the order that people ask for them', () => {
    const changes = { counts: { moved: 1, added: 2, edited: 0 } } as unknown as ReadReport['changes']
    expect(changeCounts(changes)).toEqual([
      { kind: 'added', count: 2 },
      { kind: 'moved', count: 1 },
    ])
  })
})

describe('dropping', () => {
  it('takes the first file and no words', () => {
    const file = { name: 'x.fdx' } as File
    expect(fileIn({ files: [file] } as unknown as DataTransfer)).toBe(file)
    expect(fileIn({ files: [] } as unknown as DataTransfer)).toBeUndefined()
    expect(fileIn(null)).toBeUndefined()
  })
})

describe('what is kept of a draft', () => {
  it('holds its text, pages and notes, on the branch that is read', () => {
    const all = addressesOf('p1', 'd1')
    expect(all).toContain('/api/productions/p1/drafts/d1/text')
    expect(all).toContain('/api/productions/p1/drafts/d1/notes')
    expect(all).toContain('/api/me')
    expect(addressesOf('p1', 'd1', 'b1')).toContain('/api/productions/p1/drafts/d1/text?branch=b1')
  })
})
