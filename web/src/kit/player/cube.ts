/**
 * 3D looks: reads a .cube (Adobe Cube LUT 1.0) and applies it to a colour, by tetrahedral interpolation as ffmpeg's
 * `lut3d=interp=tetrahedral` does when it burns the same look into a viewing copy. The picture does the same on the
 * graphics card (picture.ts); this one is what the tests hold it against.
 */

/** A lattice of colours: red runs fastest, then green, then blue, three values each. */
export interface Cube {
  size: number
  domainMin: readonly [number, number, number]
  domainMax: readonly [number, number, number]
  /** size³ × 3 values, usually 0 to 1. */
  values: Float32Array
}

/** Larger lattices than this are no look but a mistake, and no graphics card must hold them. */
const largest = 129

/** Says which line is wrong and what would be right. */
export class CubeError extends Error {
  constructor(
    readonly line: number,
    what: string,
  ) {
    super(`line ${line}: ${what}`)
  }
}

/** Reads the text of a .cube. @throws CubeError */
export function parseCube(text: string): Cube {
  let size = 0
  let domainMin: Cube['domainMin'] = [0, 0, 0]
  let domainMax: Cube['domainMax'] = [1, 1, 1]
  let values = new Float32Array(0)
  let count = 0
  const lines = text.split(/\r\n|\r|\n/)
  for (const [i, whole] of lines.entries()) {
    const line = i + 1
    const words = whole.replace(/#.*$/, '').trim().split(/\s+/)
    if (words[0] === '' || words[0] === 'TITLE') continue
    if (/^[-+.\d]/.test(words[0])) {
      if (size === 0) throw new CubeError(line, 'colours before LUT_3D_SIZE')
      if (count >= size ** 3) throw new CubeError(line, `more colours than ${size}³`)
      values.set(triple(words, line), count * 3)
      count++
    } else if (words[0] === 'LUT_3D_SIZE') {
      size = Number(words[1])
      if (!Number.isInteger(size) || size < 2 || size > largest)
        throw new CubeError(line, `LUT_3D_SIZE ${words[1] ?? ''}: want a whole number from 2 to ${largest}`)
      values = new Float32Array(size ** 3 * 3)
      count = 0
    } else if (words[0] === 'DOMAIN_MIN') domainMin = triple(words.slice(1), line)
    else if (words[0] === 'DOMAIN_MAX') domainMax = triple(words.slice(1), line)
    else if (words[0] === 'LUT_3D_INPUT_RANGE') {
      const [low, high] = words.slice(1).map(Number)
      if (!Number.isFinite(low) || !Number.isFinite(high)) throw new CubeError(line, 'want two numbers')
      domainMin = [low, low, low]
      domainMax = [high, high, high]
    } else if (words[0] === 'LUT_1D_SIZE') throw new CubeError(line, 'a 1D look; want a 3D one')
    else throw new CubeError(line, `${words[0]} is no word of a .cube`)
  }
  if (size === 0) throw new CubeError(lines.length, 'LUT_3D_SIZE is missing')
  if (count !== size ** 3)
    throw new CubeError(lines.length, `${count} colours; LUT_3D_SIZE ${size} wants ${size ** 3}`)
  if (domainMin.some((low, i) => low >= domainMax[i]))
    throw new CubeError(lines.length, 'DOMAIN_MIN is not below DOMAIN_MAX')
  return { size, domainMin, domainMax, values }
}

function triple(words: readonly string[], line: number): [number, number, number] {
  const [r, g, b] = words.map(Number)
  if (words.length !== 3 || ![r, g, b].every(Number.isFinite)) throw new CubeError(line, 'want three numbers')
  return [r, g, b]
}

/** The colour that a look makes of a colour. Beyond the domain, what stands at its edge. */
export function applyCube(cube: Cube, colour: readonly [number, number, number]): [number, number, number] {
  const last = cube.size - 1
  const at = colour.map((value, i) => {
    const [low, high] = [cube.domainMin[i], cube.domainMax[i]]
    return Math.min(1, Math.max(0, (value - low) / (high - low))) * last
  })
  const base = at.map((value) => Math.min(last - 1, Math.floor(value)))
  const part = at.map((value, i) => value - base[i])
  // Walk from the cell's dark corner to its bright one, along the channel that is furthest in first.
  const order = [0, 1, 2].sort((a, b) => part[b] - part[a])
  const corner = [...base]
  const out: [number, number, number] = [0, 0, 0]
  let weight = 1 - part[order[0]]
  for (let step = 0; ; step++) {
    const from = (corner[0] + cube.size * (corner[1] + cube.size * corner[2])) * 3
    for (let i = 0; i < 3; i++) out[i] += weight * cube.values[from + i]
    if (step === 3) return out
    corner[order[step]]++
    weight = part[order[step]] - (step < 2 ? part[order[step + 1]] : 0)
  }
}
