import { formatMoney } from '@kit'

/** A sum as the server writes it, "68000.00 NOK", in the reader's language. */
export function moneyOf(text: string, language: string): string {
  const [amount = '', currency = ''] = text.split(' ')
  return formatMoney(amount, currency, language)
}

/** A sum that is added to another, with its sign: +10,800.00 NOK, −8,235.29 NOK. */
export function priceOf(text: string, language: string): string {
  const [amount = '', currency = ''] = text.split(' ')
  if (amount.startsWith('-')) return `−${formatMoney(amount.slice(1), currency, language)}`
  return `+${formatMoney(amount, currency, language)}`
}

/** The currency of a sum; EUR without one. */
export function currencyOf(text?: string): string {
  return text?.split(' ')[1] ?? 'EUR'
}

/** Digits after the point that a currency has: 2, or none as of the yen. */
export function digitsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    return format.resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** Sums in each currency, in the order they first occur; of sums with two decimals or none. Exact: they are added as whole cents. */
export function sumOf(list: readonly (string | undefined)[]): string[] {
  const cents = new Map<string, bigint>()
  for (const one of list) {
    if (!one) continue
    const [amount = '0', currency = ''] = one.split(' ')
    cents.set(currency, (cents.get(currency) ?? 0n) + centsOf(amount))
  }
  return [...cents].map(([currency, sum]) => `${decimal(sum)} ${currency}`)
}

function centsOf(amount: string): bigint {
  const [whole = '0', part = ''] = amount.replace('-', '').split('.')
  const sum = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2))
  return amount.startsWith('-') ? -sum : sum
}

function decimal(cents: bigint): string {
  const sign = cents < 0n ? '-' : ''
  const size = cents < 0n ? -cents : cents
  return `${sign}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}
