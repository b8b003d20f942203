/**
 * Drawings on a frame: pen, arrow, box and words. Coordinates are 0 to 1 of the picture's width and height, so a drawing
 * made on a tablet stands right on a projector and on the full raster. Stored as JSON in `Note.drawing`.
 */

/** A point of the picture: 0,0 is the top left, 1,1 the bottom right. */
export type Point = readonly [x: number, y: number]

export type DrawingTool = 'pen' | 'arrow' | 'box' | 'text'
export type DrawingColour = 'red' | 'yellow' | 'green' | 'blue' | 'white' | 'black'

/** One stroke. `width` is in thousandths of the picture's height. */
export type Shape =
  | { tool: 'pen'; colour: DrawingColour; width: number; points: readonly Point[] }
  | { tool: 'arrow' | 'box'; colour: DrawingColour; width: number; from: Point; to: Point }
  | { tool: 'text'; colour: DrawingColour; width: number; at: Point; text: string }

/** What was drawn, in the order it was drawn. */
export interface Drawing {
  version: 1
  shapes: readonly Shape[]
}

export const drawingTools: readonly DrawingTool[] = ['pen', 'arrow', 'box', 'text']
export const drawingColours: readonly DrawingColour[] = ['red', 'yellow', 'green', 'blue', 'white', 'black']

/** Nothing drawn yet. */
export const emptyDrawing: Drawing = { version: 1, shapes: [] }

/** A drawing as it is stored; "" for an empty one. Points keep four places, a fifth of a pixel at 2K. */
export function writeDrawing(drawing: Drawing): string {
  if (drawing.shapes.length === 0) return ''
  return JSON.stringify(drawing, (_, value) =>
    typeof value === 'number' ? Math.round(value * 10000) / 10000 : value,
  )
}

/** More than a person draws on one frame. */
const mostShapes = 500
const mostPoints = 5000

/**
 * Reads a stored drawing. What is no drawing, or of a later version, is undefined; a shape that this program does not
 * know is left out, so the others are still seen.
 */
export function readDrawing(text: string | undefined): Drawing | undefined {
  if (!text) return undefined
  try {
    const value = JSON.parse(text) as Partial<Drawing> | null
    if (value?.version !== 1 || !Array.isArray(value.shapes)) return undefined
    return { version: 1, shapes: value.shapes.slice(0, mostShapes).filter(isShape) }
  } catch {
    return undefined
  }
}

function isShape(value: unknown): value is Shape {
  const shape = value as Partial<Record<string, unknown>> | null
  if (!shape || !drawingColours.includes(shape.colour as DrawingColour)) return false
  if (!(typeof shape.width === 'number' && shape.width > 0 && shape.width <= 1000)) return false
  switch (shape.tool) {
    case 'pen': {
      const points = shape.points
      return (
        Array.isArray(points) && points.length > 0 && points.length <= mostPoints && points.every(isPoint)
      )
    }
    case 'arrow':
    case 'box':
      return isPoint(shape.from) && isPoint(shape.to)
    case 'text':
      return isPoint(shape.at) && typeof shape.text === 'string' && shape.text.length <= 500
  }
  return false
}

/** Lines may leave the picture a little; nothing stands far outside it. */
function isPoint(value: unknown): value is Point {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((n) => typeof n === 'number' && n >= -0.5 && n <= 1.5)
  )
}

/** The drawing with one more shape. */
export function withShape(drawing: Drawing, shape: Shape): Drawing {
  return { ...drawing, shapes: [...drawing.shapes, shape] }
}

/** The drawing without its last shape. */
export function withoutLast(drawing: Drawing): Drawing {
  return { ...drawing, shapes: drawing.shapes.slice(0, -1) }
}

/** Points nearer than this to the last one say nothing new; in parts of the picture. */
const nearest = 0.0015

/** A line with one more point, unless it is where the line already is. */
export function withPointOf(points: readonly Point[], point: Point): readonly Point[] {
  const last = points[points.length - 1]
  return last && Math.hypot(point[0] - last[0], point[1] - last[1]) < nearest ? points : [...points, point]
}

/** The line of a pen as an SVG path in a box of `width` by `height`: curves through the middles of its points. */
export function penPath(points: readonly Point[], width: number, height: number): string {
  const at = points.map(([x, y]) => [round(x * width), round(y * height)] as const)
  if (at.length === 0) return ''
  const [first, ...rest] = at
  if (rest.length === 0) return `M${first[0]} ${first[1]}l0.01 0`
  const curves = rest.map((to, i) => {
    const from = at[i]
    return `Q${from[0]} ${from[1]} ${round((from[0] + to[0]) / 2)} ${round((from[1] + to[1]) / 2)}`
  })
  const last = at[at.length - 1]
  return `M${first[0]} ${first[1]}${curves.join('')}L${last[0]} ${last[1]}`
}

/** An arrow as an SVG path: a shaft, and a head of a size that fits the line's width. */
export function arrowPath(from: Point, to: Point, width: number, height: number, line: number): string {
  const [ax, ay, bx, by] = [from[0] * width, from[1] * height, to[0] * width, to[1] * height]
  const length = Math.hypot(bx - ax, by - ay)
  if (length === 0) return ''
  const head = Math.min(length, line * 4 + 12)
  const angle = Math.atan2(by - ay, bx - ax)
  const wing = (turn: number) =>
    `${round(bx - head * Math.cos(angle + turn))} ${round(by - head * Math.sin(angle + turn))}`
  return `M${round(ax)} ${round(ay)}L${round(bx)} ${round(by)}M${wing(0.5)}L${round(bx)} ${round(by)}L${wing(-0.5)}`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
