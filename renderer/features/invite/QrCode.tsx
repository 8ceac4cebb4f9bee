import { encode } from 'uqr'
import styles from './QrCode.module.css'

/** One path for all dark squares: a node for each would be a thousand. */
function darkPath(squares: readonly (readonly boolean[])[]): string {
  return squares.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
}

/** A link for a camera. Always dark on white: many readers cannot read it the other way round. */
export function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const { size, data } = encode(text, { border: 2 })
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={name}
      shapeRendering="crispEdges"
    >
      <path d={darkPath(data)} fill="#000" />
    </svg>
  )
}
