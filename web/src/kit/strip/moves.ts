/** Where strips may go: plain lists in, plain lists out, so that mouse, keyboard and server agree. */

/** A day, the boneyard, or any other column of strips. */
export interface StripGroup {
  id: string
  strips: readonly string[]
}

/** One move: these strips, in this order, now stand in `group` behind `after` (undefined: first). */
export interface StripMove {
  ids: string[]
  group: string
  after?: string
}

/** The strips that a drag takes along: all selected ones when the dragged one is among them, in board order. */
export function dragged(groups: readonly StripGroup[], selected: ReadonlySet<string>, id: string): string[] {
  if (!selected.has(id)) return [id]
  return groups.flatMap((group) => group.strips.filter((one) => selected.has(one)))
}

/** The move of a drop onto a strip (before it when coming from below, behind it when from above) or onto a group. */
export function dropMove(
  groups: readonly StripGroup[],
  ids: readonly string[],
  over: string,
): StripMove | undefined {
  if (ids.includes(over)) return undefined
  const own = groups.find((group) => group.id === over)
  if (own) return settle(groups, { ids: [...ids], group: own.id, after: without(own.strips, ids).at(-1) })
  const group = groups.find((one) => one.strips.includes(over))
  if (!group) return undefined
  const from = group.strips.findIndex((one) => ids.includes(one))
  const to = group.strips.indexOf(over)
  const rest = without(group.strips, ids)
  const at = rest.indexOf(over)
  const after = from >= 0 && from < to ? over : rest[at - 1]
  return settle(groups, { ids: [...ids], group: group.id, after })
}

/** One step up or down, over the edge of a group into the next. Undefined at the ends of the board. */
export function stepMove(
  groups: readonly StripGroup[],
  ids: readonly string[],
  step: -1 | 1,
): StripMove | undefined {
  const g = groups.findIndex((group) => group.strips.some((one) => ids.includes(one)))
  if (g < 0) return undefined
  const { strips, id: group } = groups[g]
  const edge =
    step < 0 ? strips.findIndex((one) => ids.includes(one)) : strips.findLastIndex((one) => ids.includes(one))
  const rest = without(strips, ids)
  if (step < 0 && edge > 0)
    return settle(groups, { ids: [...ids], group, after: rest[rest.indexOf(strips[edge - 1]) - 1] })
  if (step > 0 && edge < strips.length - 1)
    return settle(groups, { ids: [...ids], group, after: strips[edge + 1] })
  const next = groups[g + step]
  if (!next) return undefined
  return { ids: [...ids], group: next.id, after: step < 0 ? next.strips.at(-1) : undefined }
}

/** The groups after a move: what a page shows at once, before the server has answered. */
export function applyMove<G extends StripGroup>(groups: readonly G[], move: StripMove): G[] {
  return groups.map((group) => {
    const rest = without(group.strips, move.ids)
    if (group.id !== move.group)
      return rest.length === group.strips.length ? group : { ...group, strips: rest }
    const at = move.after === undefined ? 0 : rest.indexOf(move.after) + 1
    return { ...group, strips: [...rest.slice(0, at), ...move.ids, ...rest.slice(at)] }
  })
}

function without(strips: readonly string[], ids: readonly string[]): string[] {
  return strips.filter((one) => !ids.includes(one))
}

/** A move that changes nothing is none. */
function settle(groups: readonly StripGroup[], move: StripMove): StripMove | undefined {
  const after = applyMove(groups, move)
  const same = after.every((group, i) => group.strips.join('\n') === groups[i].strips.join('\n'))
  return same ? undefined : move
}
