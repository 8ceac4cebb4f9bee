/**
 * Which of two versions is the newer one (Semantic Versioning, §11).
 *
 * @returns below zero: the first is older; above: newer; zero: they are the same.
 */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [partsOf(one), partsOf(other)]
  for (const [index, number] of first.numbers.entries()) {
    const difference = number - (second.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  // A version comes after those that lead up to it.
  if (first.before.length === 0 || second.before.length === 0)
    return second.before.length - first.before.length
  for (let index = 0; index < Math.max(first.before.length, second.before.length); index += 1) {
    const difference = compareWords(first.before[index], second.before[index])
    if (difference !== 0) return difference
  }
  return 0
}

function partsOf(version: string): {
  readonly numbers: readonly number[]
  readonly before: readonly string[]
} {
  const at = version.indexOf('-')
  const [core, rest] = at === -1 ? [version, ''] : [version.slice(0, at), version.slice(at + 1)]
  return { numbers: core.split('.').map(Number), before: rest === '' ? [] : rest.split('.') }
}

/** Numbers come before words; the one that ends first is the older one. */
function compareWords(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? -1 : 1
  const [first, second] = [one, other].map((word) => (/^\d+$/.test(word) ? Number(word) : null))
  if (typeof first === 'number' && typeof second === 'number') return first - second
  if (typeof first === 'number' || typeof second === 'number') return typeof first === 'number' ? -1 : 1
  return one < other ? -1 : one > other ? 1 : 0
}
