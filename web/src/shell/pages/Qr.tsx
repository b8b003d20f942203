import qrcode from 'qrcode-generator'
import { useMemo } from 'react'

/** A QR code, drawn as one path: sharp at any size, and nothing leaves the page to make it. */
export function Qr({ text, label, size = 176 }: { text: string; label: string; size?: number }) {
  const { path, modules } = useMemo(() => {
    const code = qrcode(0, 'M')
    code.addData(text)
    code.make()
    const count = code.getModuleCount()
    let drawn = ''
    for (let y = 0; y < count; y++) {
      for (let x = 0; x < count; x++) if (code.isDark(y, x)) drawn += `M${x + 2} ${y + 2}h1v1h-1z`
    }
    return { path: drawn, modules: count + 4 }
  }, [text])
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${modules} ${modules}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      style={{ background: '#fff', borderRadius: 4, flex: 'none' }}
    >
      <path d={path} fill="#000" />
    </svg>
  )
}
