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
