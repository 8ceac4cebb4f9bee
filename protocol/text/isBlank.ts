/** Accents and joiners show nothing by themselves, and the empty Braille cell is a space. */
const SHOWN = /[^\p{Default_Ignorable_Code_Point}\p{M}\p{Z}\p{Cc}\u2800]/v

/** Whether there is nothing to see of a text. */
export function isBlank(text: string): boolean {
  return !SHOWN.test(text)
}
