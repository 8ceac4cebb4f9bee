/** What is wrong with a command line. node:util explains at length; its first sentence says it. */
export function firstSentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return `${text.split('. ')[0] ?? text}`.replace(/\.?$/, '. See --help.')
}
