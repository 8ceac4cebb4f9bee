import type { Destination } from '../screens/home/destination/destination.ts'

/** The same host, with the address that has answered in the first place. */
export function startingWith(base: string, destination: Destination): Destination {
  const all = [destination.base, ...(destination.others ?? [])]
  return { ...destination, base, others: all.filter((other) => other !== base) }
}
