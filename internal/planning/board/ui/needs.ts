/** What scenes need, turned from the list of elements. No React. */

/** An element as the breakdown lists it. */
export interface Needed {
  name: string
  category: string
  scenes: { id: string }[] | null
}

/** A category of the breakdown with its name. */
export interface CategoryItem {
  key: string
  plural: string
}

/** Categories that the schedule says elsewhere. */
const told = new Set(['character', 'set'])

/** What each scene needs beside its cast: names by category, in the order of the categories. */
export function needsByScene(elements: readonly Needed[], categories: readonly CategoryItem[]) {
  const out = new Map<string, { title: string; names: string[] }[]>()
  for (const { key, plural } of categories) {
    if (told.has(key)) continue
    for (const element of elements.filter((one) => one.category === key)) {
      for (const { id } of element.scenes ?? []) {
        const groups = out.get(id) ?? []
        const last = groups.at(-1)
        if (last?.title === plural) last.names.push(element.name)
        else groups.push({ title: plural, names: [element.name] })
        out.set(id, groups)
      }
    }
  }
  return out
}
