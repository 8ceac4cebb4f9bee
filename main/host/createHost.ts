import type { Server } from 'node:http'
import { availableParallelism } from 'node:os'
import { getRequestListener } from '@hono/node-server'
import { APP_ORIGIN } from '../../protocol/appOrigin.ts'
import type { Health } from '../../protocol/rest.ts'
import { limits } from '../../protocol/limits.ts'
import { PROTOCOL } from '../../protocol/version.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { createApi } from '../api/createApi.ts'
import { createLogger } from '../observability/createLogger.ts'
import { Metrics } from '../observability/Metrics.ts'
import { RoomRegistry } from '../rooms/RoomRegistry.ts'
import { Relay } from '../signaling/relay/Relay.ts'
import { SignalingServer } from '../signaling/SignalingServer.ts'
import { Sfu } from '../sfu/Sfu.ts'
import type { HostConfig } from './hostConfig.ts'
import { isLoopback } from './isLoopback.ts'
import { listen } from './listen.ts'
import { operatorAnswers } from './operatorAnswers.ts'
import { readCallers } from './readCallers.ts'
import { roomWatch } from './roomWatch.ts'
import { type Place, Seat } from './Seat.ts'
import { addressesOf, mediaAddress, webAddress, webServer } from './webServer.ts'

/** All of a graceful stop stays under half a second: longer, and a supervisor would kill us. */
const GOODBYE_MS = 300

export interface HostAddress {
  readonly port: number
  /** Where this computer itself reaches the host: `https://127.0.0.1:8443/`. */
  readonly base: string
  /** One base per LAN address, the likeliest first. Empty without a network. */
  readonly lanBases: readonly string[]
  /** Null with plain http, where a proxy's certificate is what people see. */
  readonly fingerprint: string | null
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
  const log = createLogger(config.logLevel, config.logFormat)
  const metrics = new Metrics()
  const rooms = new RoomRegistry(config.role, roomWatch(metrics, log))
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
      time: Date.now(),
      version: packageJson.version,
      uptimeMs: Math.round(performance.now() - startedAt),
      workers,
      storage: 'not configured',
      rooms: rooms.size,
      people: rooms.people,
    }
  }

  async function start(): Promise<HostAddress> {
    const { own, lan } = addressesOf(webAddress(config))
    const mediaAddresses = addressesOf(mediaAddress(config))
    const callerOf = readCallers({
      trusted: config.trustProxy,
      scheme: config.plainHttp ? 'http' : 'https',
      onUntrusted: () => log.warn('a proxy stands in front of this host that --trust-proxy does not name'),
    })
    const answers = operatorAnswers({ token: config.token, health: status, rooms, metrics, sfu: () => sfu })
    const { staticDir, pathPrefix, allowOrigin } = config
    const api = createApi({ ...answers, staticDir, pathPrefix, allowOrigin, callerOf, log })
    const answer = getRequestListener(api.fetch)
    const web = await webServer(config, lan, (request, response) => void answer(request, response))
    server = web.server
    const port = await listen(web.server, config.port, webAddress(config))
    metrics.start()
    const media = await Sfu.create({
      workers: config.workers ?? Math.max(1, availableParallelism() - 1),
      listen: {
        addresses: [...new Set([mediaAddresses.own, ...mediaAddresses.lan])],
        announce: config.announce ?? null,
        port: config.mediaPort,
      },
      anyPort: true,
      workerBin: config.workerBin ?? null,
      onProblem: (error) => {
        metrics.workerDied()
        log.error({ error }, 'a media worker is not running; trying another')
      },
    })
    sfu = media
    signaling = new SignalingServer({
      server: web.server,
      path: `${pathPrefix}signal`,
      heartbeat: { pingMs: config.keepalivePingMs, pongMs: config.keepalivePongMs },
      writeDeadlineMs: config.writeDeadlineMs,
      callerOf,
      meter: metrics,
      origins: [APP_ORIGIN, ...allowOrigin],
      adapters: config.relay ? [new Relay(`${pathPrefix}ws`)] : [],
      log,
      attend: (client) => {
        client.greet({
          protocol: PROTOCOL,
          version: packageJson.version,
          rtpCapabilities: media.rtpCapabilities,
          iceServers: [],
          limits: { chatLength: limits.chatLength, nameLength: limits.nameLength },
        })
        const local = isLoopback(client.remoteAddress)
        const onJoined = ({ room, peer }: Place, ms: number) => {
          metrics.joined(ms)
          log.info({ session: client.id, room: room.id, peer, ms: Math.round(ms) }, 'client joined')
        }
        const onGone = () => ownWindows.delete(seat)
        const seat = new Seat({ client, rooms, sfu: media, local, onJoined, onGone })
        if (local && client.origin === APP_ORIGIN) ownWindows.add(seat)
        return seat
      },
    })
    log.info({ port, workers: media.status }, 'hosting')
    const baseOf = (ip: string) =>
      `${config.plainHttp ? 'http' : 'https'}://${ip.includes(':') ? `[${ip}]` : ip}:${port}${pathPrefix}`
    return { port, base: baseOf(own), lanBases: lan.map(baseOf), fingerprint: web.fingerprint }
  }

  async function stop(): Promise<void> {
    const [open, sockets, media] = [server, signaling, sfu]
    server = signaling = sfu = null
    metrics.stop()
    if (open !== null) log.info('stopping')
    await sockets?.close(GOODBYE_MS)
    media?.close()
    open?.closeAllConnections()
    await new Promise<void>((resolve) => (open?.listening ? open.close(() => resolve()) : resolve()))
  }

  const others = () => rooms.people - [...ownWindows].filter((seat) => seat.joined).length

  return { start, stop, status, others }
}
