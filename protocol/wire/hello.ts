import { z } from 'zod'
import { PROTOCOL } from './version.ts'

/**
 * What every version of `host.hello` has, whatever else becomes of it: a client reads this much first, so that it can say
 * what to do where the two do not understand each other.
 */
export const hostVersionSchema = z.object({
  /** The wire versions that the host speaks, both inclusive. */
  protocol: z.object({ min: z.number().int(), max: z.number().int() }),
  /** Of the program, for people. */
  version: z.string().max(64),
  /** The host offers installers of the app, at `installers` below its base. */
  installers: z.boolean().exactOptional(),
})
export type HostVersion = z.infer<typeof hostVersionSchema>

/** How a host's versions stand to ours: `newer` and `older` have none in common with us. */
export function compareVersions({ protocol }: HostVersion): 'fits' | 'newer' | 'older' {
  if (protocol.min > PROTOCOL.max) return 'newer'
  return protocol.max < PROTOCOL.min ? 'older' : 'fits'
}
