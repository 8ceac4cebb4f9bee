import { useEffect } from 'react'

/** Where a letter is typed, or belongs to a list that is being looked through, and not to the call. */
const NOT_HERE =
  'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]'

/**
 * A letter presses the button that carries it in `data-shortcut`. So a letter does what its button does and
 * nothing where there is no such button. They can be turned off, for those whose speech or tremor types letters.
 */
export function useShortcuts(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(NOT_HERE) !== null) return
      // A dialog may be open without having the focus.
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return
      const letter = event.key.toLowerCase()
      if (!/^[a-z]$/.test(letter)) return
      const button = document.querySelector<HTMLElement>(`[data-shortcut="${letter}"]`)
      if (button === null) return
      event.preventDefault()
      button.click()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [on])
}
