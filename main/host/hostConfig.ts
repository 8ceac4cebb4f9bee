import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { laterRoleSchema } from '../../protocol/roles.ts'
import { logLevels } from '../observability/createLogger.ts'

const port = z.coerce
  .number('A port is a number from 0 to 65535.')
  .int('A port is a whole number.')
  .min(0, 'A port is a number from 0 to 65535.')
  .max(65535, 'A port is a number from 0 to 65535.')
const address = z.union([z.ipv4(), z.ipv6()], 'An address is written as in 192.168.1.20 or fd00::20.')
/** Everything that can be set about a host: the name here is the flag; the environment says HEARTH_NAME. */
export const hostConfigSchema = z.object({
  port: port.default(8443).describe('TCP port for pages and signaling; 0 takes any free port'),
  mediaPort: port
    .default(44300)
    .describe('first UDP and TCP port for media, one per worker; 0 takes any free ports'),
  address: address.optional().describe('the one address to listen on; every address where left out'),
  announce: address.optional().describe('address to tell clients for media, for a host behind NAT'),
  workers: z.coerce
    .number('The number of workers is a whole number from 1 to 64.')
    .int('The number of workers is a whole number from 1 to 64.')
    .min(1, 'The number of workers is a whole number from 1 to 64.')
    .max(64, 'The number of workers is a whole number from 1 to 64.')
    .optional()
    .describe('media worker processes; one per core less one where left out'),
  role: z
    .enum(laterRoleSchema.options, 'The role is cohost, presenter or attendee.')
    .default('presenter')
    .describe('role of those who join after the first: cohost, presenter or attendee'),
  dataDir: z
    .string()
    .min(1)
    .default(join(homedir(), '.hearth'))
    .describe('folder of the certificate and other data'),
  staticDir: z
    .string()
    .min(1)
    .default(resolve(import.meta.dirname, '../renderer'))
    .describe('folder of the built web client'),
  workerBin: z
    .string()
    .min(1)
    .optional()
    .describe('the mediasoup worker program; the one that came with Hearth where left out'),
  logLevel: z
    .enum(logLevels, `The log level is one of ${logLevels.join(', ')}.`)
    .default('warn')
    .describe('how much to log'),
})
export type HostConfig = z.infer<typeof hostConfigSchema>
export type HostConfigInput = z.input<typeof hostConfigSchema>
