import { INLINE } from './INLINE.ts'
import styles from './Name.module.css'

export interface NameProps {
  readonly children: string
  readonly className?: string | undefined
}

/** What somebody called a person or a thing: drawn in its own direction whatever stands around it, and never translated. */
export function Name({ children, className = '' }: NameProps) {
  return (
    <span className={`${styles.name} ${className}`} style={INLINE} dir="auto" translate="no">
      {children}
    </span>
  )
}
