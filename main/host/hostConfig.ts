import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { laterRoleSchema } from '../../protocol/roles.ts'
import { logFormats, logLevels } from '../observability/logLevels.ts'
import { isLoopback } from './isLoopback.ts'
import {
  address,
  addressRange,
  consumersPerWorker,
  duration,
  iceServer,
  listOf,
  onOff,
  origin,
  pathPrefix,
  percent,
  port,
  workers,
} from './settingValues.ts'

/**
 * Everything that can be set about a host. The name here makes the flag (`--keepalive-ping`), the variable
 * (`HEARTH_KEEPALIVE_PING`) and the key in the file; a unit at the end (`Ms`) belongs to the code alone.
 */
export const hostConfigSchema = z
  .object({
    port: port.default(8443).describe('TCP port for pages and signaling; 0 takes any free port'),
    mediaPort: port
      .default(44300)
      .describe('first UDP and TCP port for media, one per worker; 0 takes any free ports'),
    address: address.optional().describe('the one address to listen on; every address where left out'),
    mediaAddress: address
      .optional()
      .describe('the one address for media; as --address where left out, every address with --plain-http'),
    announce: z
      .union([z.ipv4(), z.ipv6()], 'An address is written as in 192.168.1.20 or fd00::20.')
      .optional()
      .describe('address to tell clients for media, for a host behind NAT'),
    workers: workers.optional().describe('media worker processes; one per core less one where left out'),
    consumersPerWorker: consumersPerWorker
      .default(500)
      .describe('sounds and pictures that a worker sends on before a room goes on to another one as well'),
    workerCpuLimit: percent
      .default(85)
      .describe(
        'percent of a core that a worker may use: towards it pictures get smaller, past it newcomers have chat only',
      ),
    mapPorts: onOff
      .default(false)
      .describe('ask the router (NAT-PMP, UPnP) to lead people from outside to these ports'),
    iceServers: listOf(iceServer)
      .default([])
      .describe('STUN and TURN servers for guests: stun:HOST:PORT, turn:USER:PASSWORD@HOST:PORT'),
    role: z
      .enum(laterRoleSchema.options, 'The role is cohost, presenter or attendee.')
      .default('presenter')
      .describe('role of those who join after the first: cohost, presenter or attendee'),
    dataDir: z
      .string()
      .min(1)
      .default(join(homedir(), '.hearth'))
      .describe('folder of the certificate and other data'),
    tlsCert: z
      .string()
      .min(1)
      .optional()
      .describe('certificate with its chain (PEM); the host makes its own where left out'),
    tlsKey: z.string().min(1).optional().describe('private key of --tls-cert (PEM)'),
    installers: z
      .string()
      .min(1)
      .optional()
      .describe('folder of installers of the app, which the host then offers to its guests'),
    noStorage: onOff
      .default(false)
      .describe('write no room to the disk: a host that is started anew begins with none'),
    noDiscovery: onOff
      .default(false)
      .describe('tell the local network nothing of open rooms (mDNS), and look for none in the app'),
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
    relay: onOff.default(false).describe('also serve the relay of the older system, at /ws/ROOM/PEER'),
    noSupervise: onOff
      .default(false)
      .describe('do not start the host anew when it dies: for a process manager that does so itself'),
    logLevel: z
      .string()
      .toLowerCase()
      .pipe(z.enum(logLevels, `The log level is one of ${logLevels.join(', ')}.`))
      .prefault('info')
      .describe('how much to log: debug, info, warn, error or silent'),
    logFormat: z
      .enum(logFormats, `The log format is one of ${logFormats.join(', ')}.`)
      .default('auto')
      .describe('json, pretty, or auto: pretty on a terminal and json elsewhere'),
    keepalivePingMs: duration.prefault('30s').describe('time between two pings of a connection'),
    keepalivePongMs: duration.prefault('10s').describe('how long the answer to a ping may take'),
    writeDeadlineMs: duration
      .prefault('5s')
      .describe('a connection to which nothing could be sent for so long is closed'),
    pathPrefix: pathPrefix.prefault('/').describe('path below which everything is served, as in /meet'),
    plainHttp: onOff
      .default(false)
      .describe('serve plain http, on loopback only: for a proxy on this computer that speaks https'),
    trustProxy: listOf(addressRange)
      .default([])
      .describe('proxies whose X-Forwarded-For, -Proto and -Host are believed: addresses or ranges'),
    allowOrigin: listOf(origin)
      .default([])
      .describe('other web origins whose pages may use this host, as in https://example.org'),
    token: z
      .string()
      .regex(/^[\w.~+/-]{16,256}=*$/, 'A token has 16 to 256 letters and digits, without spaces.')
      .optional()
      .describe('secret that /metrics and /rooms then ask for; without one they answer this computer only'),
  })
  .refine(({ plainHttp, address: own }) => !plainHttp || own === undefined || isLoopback(own), {
    path: ['plainHttp'],
    message: 'Plain http is served on a loopback address only. Set --address 127.0.0.1, or leave it out.',
  })
  .refine(({ tlsCert, tlsKey }) => (tlsCert === undefined) === (tlsKey === undefined), {
    path: ['tlsCert'],
    message: 'A certificate and its key are given together: --tls-cert and --tls-key.',
  })
  .refine(({ plainHttp, tlsCert }) => !plainHttp || tlsCert === undefined, {
    path: ['tlsCert'],
    message: 'A host with --plain-http has no certificate: it is the proxy that shows one.',
  })
export type HostConfig = z.infer<typeof hostConfigSchema>
export type HostConfigInput = z.input<typeof hostConfigSchema>
