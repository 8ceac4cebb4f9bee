/** One or two letters that stand for a name. Whole graphemes, so that an emoji or an accent is not cut. */
export function initialsOf(name: string): string {
  const segmenter = new Intl.Segmenter()
  const words = name.split(/\s+/u).filter((word) => word !== '')
  const first = words[0]
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, last]
    .filter((word) => word !== undefined)
    .map((word) => [...segmenter.segment(word)][0]?.segment ?? '')
    .join('')
    .toLocaleUpperCase()
}
