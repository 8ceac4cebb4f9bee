import { isolate } from './isolate.ts'

/** Every script that is written from right to left lies within these ranges of Unicode. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * Keeps a name from turning the words around it where no element can set it apart: in titles, labels, placeholders, options
 * and notifications of the system. A name that runs as our own words do has no need of marks, and gets none.
 */
export function isolateInLabel(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? isolate(name) : name
}
