import type { FindingRow, ReadReport } from './types'

/** Severities, the gravest first. */
export const severities = ['error', 'warning', 'info'] as const

/** Findings by severity, in the order of the file. */
export function bySeverity(findings: readonly FindingRow[]): { severity: string; findings: FindingRow[] }[] {
  return severities
    .map((severity) => ({ severity, findings: findings.filter((one) => one.severity === severity) }))
    .filter((group) => group.findings.length > 0)
}

/** What a draft changes, in the order that people ask for it; kinds that do not occur are left out. */
export function changeCounts(changes: ReadReport['changes']): { kind: string; count: number }[] {
  const order = [
    'added',
    'removed',
    'omitted',
    'edited',
    'moved',
    'split',
    'merged',
    'renumbered',
    'retitled',
  ]
  return order.map((kind) => ({ kind, count: changes.counts[kind] ?? 0 })).filter((one) => one.count > 0)
}

/** The part of a finding's place that people look for: the line, else what the place names. */
export function placeOf(finding: FindingRow, name: string): { line?: number; place: string } {
  if (finding.line) return { line: finding.line, place: '' }
  return { place: finding.place === name ? '' : finding.place }
}
