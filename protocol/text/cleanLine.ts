import { cleanText } from './cleanText.ts'

/** Clean text on one line: every kind of space is one space, and there is none at the ends. */
export function cleanLine(text: string): string {
  // Cleaning may bring spaces together, and take what stood before an accent.
  return cleanText(text.replaceAll(SPACES, ' ')).replaceAll(SPACES, ' ').trim()
}

const SPACES = /[\p{Zs}\u2800]+/gv
