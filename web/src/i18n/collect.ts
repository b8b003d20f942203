import type { Catalogue } from './index'

/**
 * Puts the shell's messages and the slices' messages into one catalogue. The namespace of a slice is the two
 * folders before `ui`: `../internal/story/drafts/ui/messages.en.json` is `story/drafts`.
 */
export function collect(
  core: Record<string, string>,
  slices: Record<string, Record<string, string>>,
): Catalogue {
  const out: Catalogue = { core }
  for (const [path, messages] of Object.entries(slices)) {
    const parts = path.split('/')
    const ui = parts.lastIndexOf('ui')
    if (ui < 2)
      throw new Error(`message file ${path}: want internal/<area>/<slice>/ui/messages.<language>.json`)
    out[`${parts[ui - 2]}/${parts[ui - 1]}`] = messages
  }
  return out
}
