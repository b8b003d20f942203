/** Script length in eighths of a page, as `film/pages` has it: 11 reads "1 3/8". */

const vulgar: Record<string, number> = { '⅛': 1, '¼': 2, '⅜': 3, '½': 4, '⅝': 5, '¾': 6, '⅞': 7 }

/** Writes eighths: 0 is "0", 8 is "1", 11 is "1 3/8". */
export function formatEighths(eighths: number): string {
  const whole = Math.trunc(eighths / 8)
  const rest = eighths % 8
  if (rest === 0) return String(whole)
  return whole === 0 ? `${rest}/8` : `${whole} ${rest}/8`
}

/**
 * Reads eighths: "2", "4/8", "1 3/8", "1-3/8", "1 1/2", "1⅜" and decimals such as "1.375" that come from spreadsheets.
 * Undefined for anything that is not a whole, non-negative number of eighths.
 */
export function parseEighths(text: string): number | undefined {
  const clean = text
    .trim()
    .replace(/([⅛¼⅜½⅝¾⅞])/, ' $1')
    .trim()
  if (/^\d+([.,]\d+)?$/.test(clean)) return exact(Number(clean.replace(',', '.')) * 8)
  const match = /^(?:(\d+)[\s-]+)?(?:(\d+)\s*\/\s*(\d+)|([⅛¼⅜½⅝¾⅞]))$/.exec(clean)
  if (!match) return undefined
  const [, whole, top, bottom, sign] = match
  const part = sign ? vulgar[sign] : (Number(top) * 8) / Number(bottom)
  return part < 8 ? exact(Number(whole ?? 0) * 8 + part) : undefined
}

function exact(value: number): number | undefined {
  return Number.isInteger(value) && value >= 0 ? value : undefined
}
