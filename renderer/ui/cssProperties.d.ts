import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Custom properties, which React passes on to the element as they are. */
    [property: `--${string}`]: string | number | undefined
  }
}
