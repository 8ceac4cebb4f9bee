/** As much of a key press as a system-wide key is made of. */
export interface KeyPress {
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

/**
 * The pressed keys in the spelling of the settings: `Control+Shift+M`. By the place of the key, not by what it types:
 * with Alt or Shift held it types something else.
 *
 * @returns null while only Shift, Alt and the like are held, and for a key that cannot be one for the whole system.
 */
export function hotkeyOf(press: KeyPress): string | null {
  const named = /^(?:Key([A-Z])|Digit(\d)|(F(?:[1-9]|1\d|2[0-4]))|(Space))$/.exec(press.code)
  const key = named?.slice(1).find((part) => part !== undefined)
  if (key === undefined) return null
  const held = [
    press.ctrlKey && 'Control',
    press.metaKey && 'Super',
    press.altKey && 'Alt',
    press.shiftKey && 'Shift',
  ].filter((name) => name !== false)
  // Shift alone types capital letters.
  const enough = held.some((name) => name !== 'Shift') || named?.[3] !== undefined
  return enough ? [...held, key].join('+') : null
}
