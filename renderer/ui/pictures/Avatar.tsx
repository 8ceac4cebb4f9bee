import styles from './Avatar.module.css'
import { initialsOf } from './initialsOf.ts'

export interface AvatarProps {
  readonly name: string
  /** `fill` covers a tile; `small` stands in a list. */
  readonly size: 'small' | 'fill'
}

/** Any stable number will do: it only makes people tell each other apart at a glance. */
function hueOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360
  return sum
}

/** A person's initials on a quiet colour of their own. Decoration: the name stands in words beside it. */
export function Avatar({ name, size }: AvatarProps) {
  return (
    <span className={styles.avatar} data-size={size} aria-hidden translate="no">
      <span className={styles.disc} style={{ '--hue': hueOf(name) }}>
        {initialsOf(name)}
      </span>
    </span>
  )
}
