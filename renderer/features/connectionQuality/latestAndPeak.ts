/** The newest and the highest of the values that are known; null where none is. */
export function latestAndPeak(
  values: readonly (number | null)[],
): { readonly now: number; readonly most: number } | null {
  const known = values.filter((value) => value !== null)
  const now = known.at(-1)
  return now === undefined ? null : { now, most: Math.max(...known) }
}
