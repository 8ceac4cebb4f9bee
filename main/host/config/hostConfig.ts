import { resolve } from 'node:path'
import { z } from 'zod'
import { laterRoleSchema } from '../../../protocol/roles.ts'
import { logFormats, logLevels } from '../../observability/logLevels.ts'
import { isLoopback } from '../../network/isLoopback.ts'
import {
  address,
  addressRange,
  consumersPerWorker,
  duration,
  hostName,
  iceServer,
  ipAddress,
  listOf,
  oneOf,
  onOff,
  origin,
  path,
  pathPrefix,
  percent,
  port,
  workers,
} from './valueSchemas.ts'

/**
 * Everything that can be set about a host. The name here makes the flag (`--keepalive-ping`), the variable
 * (`HEARTH_KEEPALIVE_PING`) and the key in the file; a unit at the end (`Ms`) belongs to the code alone.
 */
export const hostConfigSchema = z
  .object({
    port: port.default(8443),
    mediaPort: port.default(44300),
    address: address.optional(),
    mediaAddress: address.optional(),
    announce: ipAddress.optional(),
    workers: workers.optional(),
    consumersPerWorker: consumersPerWorker.default(500),
    workerCpuLimit: percent.default(85),
    mapPorts: onOff.default(false),
    iceServers: listOf(iceServer).default([]),
    role: oneOf(laterRoleSchema.options, 'The role is cohost, presenter or attendee.').prefault('presenter'),
    dataDir: path,
    tlsCert: path.optional(),
    tlsKey: path.optional(),
    installers: path.optional(),
    noStorage: onOff.default(false),
    noDiscovery: onOff.default(false),
    staticDir: path.default(resolve(import.meta.dirname, '../renderer')),
    workerBin: path.optional(),
    relay: onOff.default(false),
    noSupervise: onOff.default(false),
    logLevel: oneOf(logLevels, `The log level is one of ${logLevels.join(', ')}.`).prefault('info'),
    logFormat: oneOf(logFormats, `The log format is one of ${logFormats.join(', ')}.`).prefault('auto'),
    keepalivePingMs: duration.prefault('30s'),
    keepalivePongMs: duration.prefault('10s'),
    writeDeadlineMs: duration.prefault('5s'),
    pathPrefix: pathPrefix.prefault('/'),
    plainHttp: onOff.default(false),
    trustProxy: listOf(addressRange).default([]),
    allowHost: listOf(hostName).default([]),
    allowOrigin: listOf(origin).default([]),
    token: z
      .string()
      .trim()
      .regex(/^[\w.~+/-]{16,256}=*$/, 'A token has 16 to 256 letters and digits, without spaces.')
      .optional(),
  })
  .refine(({ plainHttp, address: own }) => !plainHttp || own === undefined || isLoopback(own), {
    path: ['plainHttp'],
    message: 'Plain http is served on a loopback address only. Set --address 127.0.0.1, or leave it out.',
  })
  .superRefine(({ tlsCert, tlsKey }, context) => {
    if ((tlsCert === undefined) === (tlsKey === undefined)) return
    context.addIssue({
      code: 'custom',
      path: [tlsCert === undefined ? 'tlsKey' : 'tlsCert'],
      message: 'A certificate and its key are given together: --tls-cert and --tls-key.',
    })
  })
  .refine(({ plainHttp, tlsCert }) => !plainHttp || tlsCert === undefined, {
    path: ['tlsCert'],
    message: 'A host with --plain-http has no certificate: it is the proxy that shows one.',
  })
export type HostConfig = z.infer<typeof hostConfigSchema>
export type HostConfigInput = z.input<typeof hostConfigSchema>
