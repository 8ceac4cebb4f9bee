/**
 * What is made on a transport (or router) that is closed meanwhile, mediasoup hands out all the same, and keeps for good with
 * whoever listens to it: so it is closed here.
 *
 * @throws Error where the owner has been closed; whatever `making` rejects with.
 */
export async function createOn<T extends { close(): void }>(
  owner: { readonly closed: boolean },
  making: Promise<T>,
): Promise<T> {
  const made = await making
  if (!owner.closed) return made
  made.close()
  throw new Error('What it was made on has been closed.')
}
