/** The key code of a key press that an input method has taken for itself. */
const TAKEN = 229

/** What is needed of a `KeyboardEvent`; React's own events carry it as `nativeEvent`. */
export type ComposingEvent = Pick<KeyboardEvent, 'isComposing' | 'keyCode'>

/**
 * Whether a key press belongs to an input method: its Enter ends a word, its Escape drops one, and neither is for us.
 * Safari ends the composition before the key press that ended it; only the key code tells there.
 */
export function isComposing(event: ComposingEvent | { readonly nativeEvent: ComposingEvent }): boolean {
  const { isComposing: composing, keyCode } = 'nativeEvent' in event ? event.nativeEvent : event
  return composing || keyCode === TAKEN
}
