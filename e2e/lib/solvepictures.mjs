// The pictures of a search, of boards side by side and of a schedule that comes in: the steps of the walk take them on the way.
import { solve } from '../steps/solve.mjs'

export async function solvePictures({ page, demo, wide }) {
  await solve({ step: (_, take) => take(), demo, page, shot: wide })
}
