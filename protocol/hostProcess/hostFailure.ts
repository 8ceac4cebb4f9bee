import { z } from 'zod'

/** Why this computer could not start to host, or could not go on. The catalogue has a sentence for each. */
const codes = [
  'port_taken',
  'port_forbidden',
  'no_such_address',
  'cannot_listen',
  'no_identity',
  'bad_certificate',
  'bad_config',
  'host_exited',
  'start_timeout',
  'host_crashed',
  'worker_altered',
  'turned_off',
  'internal',
] as const

export const hostFailureSchema = z.object({
  code: z.enum(codes),
  /** The port that could not be opened. */
  port: z.number().int().optional(),
  /** What the system, or the reader of the configuration, says of it: English, for whoever looks into it. */
  detail: z.string().max(1000).optional(),
})
export type HostFailure = z.infer<typeof hostFailureSchema>
export type HostFailureCode = HostFailure['code']
