export interface ErrorDetails {
  readonly type: string
  readonly code?: string
  readonly message: string
  /** Where it happened, innermost first; our own files and those of packages. */
  readonly at?: readonly string[]
}

const FRAMES = 8

/**
 * What the log keeps of an error. Messages quote what they were about (a text that is no JSON, an address that is
 * taken), so whatever stands in quotes and whatever looks like an address is left out.
 */
export function serializeError(error: unknown): ErrorDetails {
  if (!(error instanceof Error)) return { type: typeof error, message: '' }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  const at = frames.slice(0, FRAMES).map((line) => line.trim().replace(/^at /, ''))
  return {
    type: error.name,
    ...code,
    message: withoutQuotes(error.message),
    ...(at.length > 0 ? { at } : {}),
  }
}

function withoutQuotes(message: string): string {
  return message
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '…')
    .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b|(?:[\da-f]{0,4}:){2,}[\da-f]{0,4}/gi, '…')
}
