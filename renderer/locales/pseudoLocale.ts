/** Nested texts, as the catalogue has them. */
interface Texts {
  readonly [name: string]: string | Texts
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'åƀçđéƒĝĥîĵķĺɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĹṀÑÖÞǪŔŠŢÛṼŴẊÝŽ'
const accents = new Map([...PLAIN].map((letter, index) => [letter, [...ACCENTED][index] ?? letter]))

/** What is filled in later stays as it is. */
const FILLED_IN = /(\{\{[^{}]*\}\})/

/** Other languages are longer than English by about a third, short words by more (W3C, Text size in translation). */
const LONGER = 0.35

/**
 * A text that is readable, and no English: with accents on every letter, brackets at both ends and a third more. What is
 * drawn without them does not come from the catalogue, and what lacks its end is cut off.
 */
export function pseudoText(english: string): string {
  const parts = english.split(FILLED_IN)
  const accented = parts.map((part, index) =>
    index % 2 === 1 ? part : [...part].map((letter) => accents.get(letter) ?? letter).join(''),
  )
  // In words, so that it can be broken into lines as any language can; each word of it as long as usual.
  const more = Math.ceil(english.length * LONGER)
  const padding = 'öñé ţŵö '
    .repeat(Math.ceil(more / 8))
    .slice(0, more)
    .trim()
  return `⟦${accented.join('')} ${padding}⟧`
}

/** The whole catalogue in a language that nobody speaks: for looking whether the interface bears others than English. */
export function pseudoLocale(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === 'string' ? pseudoText(text) : pseudoLocale(text),
    ]),
  )
}
