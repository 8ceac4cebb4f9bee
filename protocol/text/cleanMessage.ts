import { cleanText } from './cleanText.ts'

/** Clean text of several lines, which end in `\n` however they were written. */
export function cleanMessage(text: string): string {
  return cleanText(text.replaceAll(LINE_END, '\n')).trim()
}

const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g
