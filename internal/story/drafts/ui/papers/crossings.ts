/** Where sides are struck through: as the printed ones are (Go: documents/sides.go). */

interface SideLine {
  row: number
  role?: string
  crossed?: boolean
}

/** Stretches of a page to strike, as first and last row: crossed lines with none between them that counts. */
export function crossings(lines: readonly SideLine[]): [number, number][] {
  const rows = new Map<number, boolean>()
  for (const line of lines) {
    if (line.role === 'page_number' || line.role === 'header') continue
    rows.set(line.row, Boolean(line.crossed) && (rows.get(line.row) ?? true))
  }
  const out: [number, number][] = []
  let open = false
  for (const [row, crossed] of [...rows].sort(([a], [b]) => a - b)) {
    const last = out.at(-1)
    if (crossed && open && last) last[1] = row
    else if (crossed) out.push([row, row])
    open = crossed
  }
  return out
}
