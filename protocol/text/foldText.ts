/**
 * A text as it is compared where capitals, widths and styles of letters do not count: `ＤＥＭＯ` and `demo`, `Straße` and
 * `STRASSE`, `ΣΑΣ` and `σας` are one. It is the NFKC case folding of the Unicode standard, invisible letters left out, with
 * one addition: the four i's of Turkish are one as well, for which of them a keyboard writes depends on its language.
 */
export function foldText(text: string): string {
  const compatible = text.normalize('NFKC').replaceAll(INVISIBLE, '')
  // Capitals of what is small already bring ß and ẞ together; one by one, no letter knows that it ends a word.
  const small = [...compatible.toLowerCase().toUpperCase()].map((letter) => letter.toLowerCase()).join('')
  return small.normalize('NFD').replaceAll('i\u0307', 'i').normalize('NFKC').replaceAll(SPACES, ' ').trim()
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
const SPACES = /[\p{Zs}\u2800]+/gv
