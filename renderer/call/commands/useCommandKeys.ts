import { useEffect } from 'react'
import { isComposing } from '../../ui/inputs/isComposing.ts'
import { latinKey } from './latinKey.ts'

/** Where a letter is typed, or belongs to a list that is being looked through, and not to the call. */
const NOT_HERE =
  'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]'
/** Where the keys that have names, such as Escape, mean something of their own. */
const NOT_HERE_BY_NAME = 'aside'

export interface Shortcuts {
  /** Whether single letters and digits do anything. They can be turned off, for those whose speech or tremor types. */
  readonly letters: boolean
  /** What a key does for which there is no button; says whether it did anything. */
  readonly onKey: (key: string) => boolean
}

/**
 * A letter presses the button that carries it in `data-shortcut`. So a letter does what its button does and
 * nothing where there is no such button. On layouts without Latin letters the place of the key counts.
 */
export function useCommandKeys({ letters, onKey }: Shortcuts): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (isComposing(event)) return
      const { target } = event
      const key = latinKey(event)
      const named = key.length > 1
      if (!named && !letters) return
      const notHere = named ? `${NOT_HERE}, ${NOT_HERE_BY_NAME}` : NOT_HERE
      if (target instanceof Element && target.closest(notHere) !== null) return
      // A dialog may be open without having the focus.
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return
      const button = /^[a-z]$/i.test(key)
        ? document.querySelector<HTMLElement>(`[data-shortcut="${key.toLowerCase()}"]`)
        : null
      if (button === null && !onKey(key)) return
      event.preventDefault()
      button?.click()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [letters, onKey])
}
