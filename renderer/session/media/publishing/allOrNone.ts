/** Waits for all. Where one of them rejects, the others are undone and it rejects as that one did. */
export async function allOrNone<T>(made: readonly Promise<T>[], undo: (one: T) => void): Promise<T[]> {
  const settled = await Promise.allSettled(made)
  const done = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed === undefined) return done
  for (const one of done) undo(one)
  throw failed.reason
}
