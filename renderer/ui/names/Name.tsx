import { INLINE } from './INLINE.ts'
import styles from './Name.module.css'

export interface NameProps {
  readonly children: string
  readonly className?: string | undefined
  /**
   * A box on one line, which cuts a name that is too long. What tells people of one name apart stands behind it and is never
   * cut. Otherwise the name runs along in the text.
   */
  readonly cut?: boolean
}

/** What somebody called a person or a thing: drawn in its own direction whatever stands around it, and never translated. */
export function Name({ children, className = '', cut = false }: NameProps) {
  if (cut) return <CutName className={className}>{children}</CutName>
  return (
    <span className={`${styles.name} ${className}`} style={INLINE} dir="auto" translate="no">
      {children}
    </span>
  )
}

/** What tells people of one name apart, such as " (2)". */
const NUMBER = / \(\d{1,4}\)$/

function CutName({ children, className }: { readonly children: string; readonly className: string }) {
  const number = NUMBER.exec(children)?.[0] ?? ''
  return (
    <span className={`${styles.box} ${className}`} translate="no">
      <span className={styles.line} dir="auto">
        <span className={styles.cut}>{children.slice(0, children.length - number.length)}</span>
        {number !== '' && <span className={styles.number}>{number}</span>}
      </span>
    </span>
  )
}
