/** Longer words are no typing mistakes, and comparing them would take long. */
const LONGEST = 40

/**
 * Which of some names was probably meant: the one that differs in a letter or two, or only in how its parts are joined
 * (`mediaPort`, `media_port`).
 *
 * @returns null where none is near.
 */
export function nearestName(word: string, names: readonly string[]): string | null {
  const wanted = lettersOf(word)
  if (wanted === '' || wanted.length > LONGEST) return null
  const mistakes = wanted.length < 4 ? 1 : 2
  const [nearest] = names
    .map((name) => ({ name, away: distance(wanted, lettersOf(name)) }))
    .filter(({ away }) => away <= mistakes)
    .toSorted((one, other) => one.away - other.away)
  return nearest?.name ?? null
}

function lettersOf(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z\d]/g, '')
}

/** How many letters are missing, added, wrong, or exchanged with their neighbour. */
function distance(one: string, other: string): number {
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_letter, index) => index)
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1]
      const swapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]
      next.push(
        Math.min(
          (row[to] ?? 0) + 1,
          (next[to - 1] ?? 0) + 1,
          (row[to - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[to - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    before = row
    row = next
  }
  return row[other.length] ?? 0
}
