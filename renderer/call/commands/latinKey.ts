/**
 * The key as a shortcut means it. What the layout gives comes first; where that is no Latin letter, as on a Cyrillic,
 * Greek, Hebrew or Korean layout, the letter that stands in the same place on a Latin keyboard counts. Digits likewise.
 *
 * @returns as `KeyboardEvent.key`, which may be a name such as `Escape`.
 */
export function latinKey({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  // Names and everything else in ASCII, such as `+`.
  if (/^[ -~]+$/u.test(key)) return key
  if (/^\p{Nd}$/u.test(key)) return /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? key
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key
}
