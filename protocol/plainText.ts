/** Why the bytes of a file are no text to us: PowerShell and some editors of Windows write UTF-16. */
export type TextProblem = 'utf16' | 'not_utf8'
export type PlainText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: TextProblem }

/**
 * Reads the text of a file that a person has written: UTF-8, without the byte order mark that some editors put in front.
 * UTF-16 is told apart, also without a mark, so that a sentence can name it.
 */
export function readPlainText(bytes: Uint8Array): PlainText {
  const [first, second] = bytes
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (marked || looksLikeUtf16(bytes)) return { ok: false, problem: 'utf16' }
  try {
    // A decoder takes the mark away by itself.
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { ok: false, problem: 'not_utf8' }
  }
}

/** Of what is mostly ASCII every second byte is zero there; in UTF-8 none ever is. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  return bytes.length >= 2 && bytes.length % 2 === 0 && (first === 0) !== (second === 0)
}
