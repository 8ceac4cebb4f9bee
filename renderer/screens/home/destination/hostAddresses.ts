import type { Destination } from './destination.ts'

/** All addresses of a host, the likeliest first. */
export function hostAddresses({
  base,
  others = [],
}: Pick<Destination, 'base' | 'others'>): readonly string[] {
  return [base, ...others]
}
