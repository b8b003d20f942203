/** The mark of Backlot: four strips of a board. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden focusable="false">
      <rect width="64" height="64" rx="12" fill="#3b2fa6" />
      <rect x="12" y="14" width="40" height="7" rx="1.5" fill="#fff" />
      <rect x="12" y="24" width="40" height="7" rx="1.5" fill="#f7d94c" />
      <rect x="12" y="34" width="40" height="7" rx="1.5" fill="#9fd0f5" />
      <rect x="12" y="44" width="26" height="7" rx="1.5" fill="#9edb9a" />
    </svg>
  )
}
