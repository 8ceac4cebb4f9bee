const CONTROL = /\p{Cc}/u

/** Whether a text holds control characters or halves of letters: no keyboard writes these, and no screen shows them. */
export function isDamaged(text: string): boolean {
  return CONTROL.test(text) || !text.isWellFormed()
}
