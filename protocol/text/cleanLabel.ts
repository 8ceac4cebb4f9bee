import { cleanLine } from './cleanLine.ts'

/** Longer than the name of any device, file or window is shown. */
const LONGEST = 256

/**
 * The name of a thing that somebody else has given it, such as a device, a file or a window, fit to be shown on one line.
 * Nothing is refused: the thing is there, whatever it is called.
 */
export function cleanLabel(text: string): string {
  const line = cleanLine(
    text
      .slice(0, LONGEST * 4)
      .toWellFormed()
      .replaceAll(BREAKS, ' '),
  )
  return [...line].slice(0, LONGEST).join('').trimEnd()
}

const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gv
