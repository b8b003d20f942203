/** Money comes as decimal text with a currency and is never turned into a float to be calculated with. */
export function formatMoney(amount: string, currency: string, language: string): string {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(
      amount as unknown as Intl.StringNumericLiteral,
    )
  } catch {
    return `${amount} ${currency}`
  }
}
