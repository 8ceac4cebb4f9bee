/** What stands for a word: brackets, quotes and the like do not. */
const SHOWN = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/** One or two letters that stand for a name. Whole graphemes, so that an emoji or an accent is not cut. */
export function initialsOf(name: string): string {
  const segmenter = new Intl.Segmenter()
  const words = name.split(/\s+/u).flatMap((word) => {
    const begin = word.search(SHOWN)
    return begin < 0 ? [] : [word.slice(begin)]
  })
  const first = words[0] ?? name
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, last]
    .filter((word) => word !== undefined)
    .map((word) => [...segmenter.segment(word)][0]?.segment ?? '')
    .join('')
    .toUpperCase()
}
