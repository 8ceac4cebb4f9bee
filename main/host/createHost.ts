import { createServer, type Server } from 'node:https'
import { availableParallelism } from 'node:os'
import { getRequestListener } from '@hono/node-server'
import { APP_ORIGIN } from '../../protocol/appOrigin.ts'
import type { Health } from '../../protocol/rest.ts'
import { limits } from '../../protocol/limits.ts'
import { PROTOCOL } from '../../protocol/version.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { createApi } from '../api/createApi.ts'
import { lanAddresses } from '../discovery/lanAddresses.ts'
import { createLogger } from '../observability/createLogger.ts'
import { RoomRegistry } from '../rooms/RoomRegistry.ts'
import { SignalingServer } from '../signaling/SignalingServer.ts'
import { Sfu } from '../sfu/Sfu.ts'
import { hostIdentity } from '../tls/hostIdentity.ts'
import type { HostConfig } from './hostConfig.ts'
import { HostError } from './HostError.ts'
import { listen } from './listen.ts'
import { Seat } from './Seat.ts'

const HEARTBEAT = { pingMs: 30_000, pongMs: 10_000 }
/** All of a graceful stop stays under half a second: longer, and a supervisor would kill us. */
const GOODBYE_MS = 300

export interface HostAddress {
  readonly port: number
  /** Where this computer itself reaches the host: `https://127.0.0.1:8443/`. */
  readonly base: string
  /** One base per LAN address, the likeliest first. Empty without a network. */
  readonly lanBases: readonly string[]
  readonly fingerprint: string
}

export interface Host {
  /** @throws HostError with a stable code and a sentence. */
  start(): Promise<HostAddress>
  /** Tells everyone, ends all connections and workers. May be called twice, and before `start`. */
  stop(): Promise<void>
  status(): Health
  /** How many people are in rooms besides those at this computer's own app: whom stopping would cut off. */
  others(): number
}

/** Joins the parts of a host: pages, signaling, rooms and media. Every wire between them is in this file. */
export function createHost(config: HostConfig): Host {
  const log = createLogger(config.logLevel)
  const rooms = new RoomRegistry(config.role)
  const startedAt = performance.now()
  let server: Server | null = null
  let signaling: SignalingServer | null = null
  let sfu: Sfu | null = null
  /** The seats of the app beside which this host runs. */
  const ownWindows = new Set<Seat>()

  const status = (): Health => {
    const workers = sfu?.status ?? { alive: 0, wanted: 0 }
    return {
      status: signaling !== null && workers.alive > 0 ? 'ok' : 'degraded',
      version: packageJson.version,
      uptimeMs: Math.round(performance.now() - startedAt),
      workers,
      rooms: rooms.size,
      people: rooms.people,
    }
  }

  async function start(): Promise<HostAddress> {
    const own = config.address ?? '127.0.0.1'
    const lan =
      config.address === undefined ? lanAddresses() : [config.address].filter((ip) => !isLoopback(ip))
    const identity = await hostIdentity(config.dataDir, lan).catch((error: Error) => {
      throw new HostError('no_identity', `The host's certificate cannot be read or made: ${error.message}`)
    })
    const api = createApi({
      staticDir: config.staticDir,
      health: status,
      rooms: () => ({ ...rooms.sizes() }),
    })
    const answer = getRequestListener(api.fetch)
    server = createServer({ key: identity.key, cert: identity.cert }, (request, response) => {
      void answer(request, response)
    })
    const port = await listen(server, config.port, config.address)
    const media = await Sfu.create({
      workers: config.workers ?? Math.max(1, availableParallelism() - 1),
      listen: {
        addresses: [...new Set([own, ...lan])],
        announce: config.announce ?? null,
        port: config.mediaPort,
      },
      anyPort: true,
      workerBin: config.workerBin ?? null,
      onProblem: (error) => log.error({ error }, 'a media worker is not running; trying another'),
    })
    sfu = media
    signaling = new SignalingServer({
      server,
      path: '/signal',
      heartbeat: HEARTBEAT,
      origins: [APP_ORIGIN],
      log,
      attend: (client) => {
        client.notify('host.hello', {
          protocol: PROTOCOL,
          version: packageJson.version,
          rtpCapabilities: media.rtpCapabilities,
          iceServers: [],
          limits: { chatLength: limits.chatLength, nameLength: limits.nameLength },
        })
        const local = isLoopback(client.remoteAddress)
        const seat = new Seat({ client, rooms, sfu: media, local, onGone: () => ownWindows.delete(seat) })
        if (local && client.origin === APP_ORIGIN) ownWindows.add(seat)
        return seat
      },
    })
    log.info({ port, workers: media.status }, 'hosting')
    return {
      port,
      base: baseOf(own, port),
      lanBases: lan.map((ip) => baseOf(ip, port)),
      fingerprint: identity.fingerprint,
    }
  }

  async function stop(): Promise<void> {
    const [open, sockets, media] = [server, signaling, sfu]
    server = signaling = sfu = null
    await sockets?.close(GOODBYE_MS)
    media?.close()
    open?.closeAllConnections()
    await new Promise<void>((resolve) => (open?.listening ? open.close(() => resolve()) : resolve()))
  }

  const others = () => rooms.people - [...ownWindows].filter((seat) => seat.joined).length

  return { start, stop, status, others }
}

function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\./.test(address) || address === '::1'
}

function baseOf(address: string, port: number): string {
  return `https://${address.includes(':') ? `[${address}]` : address}:${port}/`
}
