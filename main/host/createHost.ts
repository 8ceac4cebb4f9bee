import { availableParallelism } from 'node:os'
import { getRequestListener } from '@hono/node-server'
import { APP_ORIGIN } from '../../protocol/appOrigin.ts'
import type { HostEndpoint } from '../../protocol/hostEndpoint.ts'
import type { Health } from '../../protocol/rest/operators.ts'
import { limits } from '../../protocol/limits.ts'
import { FEATURES } from '../../room/featureNames.ts'
import { MAINS, type Power } from '../../protocol/power.ts'
import type { OutsideAccessState, OutsideAccessConfig } from '../../protocol/hostProcess/outsideAccess.ts'
import { PROTOCOL } from '../../protocol/wire/version.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { createApi } from '../api/createApi.ts'
import { InstallerFolder } from '../api/pages/InstallerFolder.ts'
import { HostKey } from '../auth/HostKey.ts'
import { createLogger } from '../observability/createLogger.ts'
import { Metrics } from '../observability/Metrics.ts'
import { RoomRegistry } from '../rooms/RoomRegistry.ts'
import type { SignalingChannel } from '../signaling/session/SignalingHandler.ts'
import { Relay } from '../signaling/adapters/relay/Relay.ts'
import type { Stop } from '../../protocol/hostProcess/shutdown.ts'
import { SignalingServer } from '../signaling/SignalingServer.ts'
import type { CertificateWatcher } from '../tls/CertificateWatcher.ts'
import { describeCertificate } from '../tls/describeCertificate.ts'
import { certificateDnsNames } from '../tls/certificateDnsNames.ts'
import { Sfu } from '../sfu/Sfu.ts'
import { RoomAnnouncer, type RoomsAnnounced } from './reachability/RoomAnnouncer.ts'
import { baseUrl, type Serving } from '../network/baseUrl.ts'
import type { HostConfig } from './config/hostConfig.ts'
import { hostEndpoints } from './reachability/hostEndpoints.ts'
import { hostHealth } from './status/hostHealth.ts'
import { isLoopback } from '../network/isLoopback.ts'
import { knownNames } from './client/admission/knownNames.ts'
import { listen } from './web/listen.ts'
import { type OpenedJournal, openJournal } from './journal/openJournal.ts'
import { operatorReports } from './status/operatorReports.ts'
import { callerResolver } from './web/callerResolver.ts'
import { Removals } from './client/admission/Removals.ts'
import { restoreRooms } from './client/session/restoreRooms.ts'
import { CommonCodecs } from './client/media/CommonCodecs.ts'
import { observeRooms } from './status/observeRooms.ts'
import { ChatBudget } from './client/session/ChatBudget.ts'
import { CheckQuota } from './client/session/CheckQuota.ts'
import { ClockWatch } from './status/ClockWatch.ts'
import { AdmissionGate } from './client/admission/AdmissionGate.ts'
import { OutsideAccess } from './reachability/OutsideAccess.ts'
import { ClientSession } from './client/session/ClientSession.ts'
import { closableServer } from './web/closableServer.ts'
import { MediaSetupQueue } from './client/media/MediaSetupQueue.ts'
import { WarmRooms } from './client/media/WarmRooms.ts'
import { mediaAddresses } from './reachability/mediaAddresses.ts'
import { NetworkWatch } from './reachability/NetworkWatch.ts'
import { addressesOf, webAddress, createWebServer } from './web/createWebServer.ts'

/** All of a graceful stop stays under half a second: longer, and a supervisor would kill us. */
const GOODBYE_MS = 150

export interface HostAddress {
  readonly port: number
  /** Where this computer itself reaches the host: `https://127.0.0.1:8443/`. */
  readonly base: string
  /** Where others reach it, the likeliest first. Empty without a network. */
  readonly places: readonly HostEndpoint[]
  /** Null with plain http, where a proxy's certificate is what people see. */
  readonly fingerprint: string | null
  /** Whether the router leads here from outside. */
  readonly outside: OutsideAccessState
}

export interface Host {
  /** @throws HostStartError with a stable code and a sentence. */
  start(): Promise<HostAddress>
  /**
   * Tells everyone, ends all connections and workers. May be called twice, and before `start`.
   *
   * @param how `restarting`: the rooms are kept, and everyone is told to come back. Else the meetings are over.
   */
  stop(how?: Stop): Promise<void>
  status(): Health
  /** How many people are in rooms besides those at this computer's own app: whom stopping would cut off. */
  others(): number
  /** Whether the local network is told of the open rooms. */
  announce(on: boolean): void
  /** Tells everybody in a room what this computer runs on. After a sleep the network is told of the rooms again. */
  tellPower(power: Power): void
  /** What the person wants of guests from outside: those who join from now on are told. */
  reachOutside(wish: OutsideAccessConfig): void
  /** Reads the certificate anew, without waiting until that is due. Resolves when it is in force. */
  renewCertificate(): Promise<void>
}

/**
 * Joins the parts of a host: pages, signaling, rooms and media. Every wire between them is in this file.
 *
 * @param onChange called while it runs when what `start` has answered holds no longer: this computer is on another network,
 *   or a configured certificate has got another key.
 */
export function createHost(
  config: HostConfig,
  onChange: (address: HostAddress) => void = () => undefined,
): Host {
  const log = createLogger(config.logLevel, config.logFormat)
  const metrics = new Metrics()
  const watch = observeRooms(metrics, log, () => announced?.changed())
  const rooms = new RoomRegistry(config.role, watch, {
    happened: (...news) => keeping?.journal.happened(...news) ?? null,
    closed: (room) => keeping?.journal.closed(room),
  })
  const startedAt = performance.now()
  let closeServer: (() => Promise<void>) | null = null
  let signaling: SignalingServer | null = null
  let sfu: Sfu | null = null
  let keeping: OpenedJournal | null = null
  let roomForMore: number | null = null
  let announced: RoomsAnnounced | null = null
  let certificate: CertificateWatcher | null = null
  let network: NetworkWatch | null = null
  const seats = new Set<ClientSession>()
  const setups = new MediaSetupQueue()
  const warmRooms = new WarmRooms()
  const chat = new ChatBudget()
  const checks = new CheckQuota()
  const door = new AdmissionGate((name) =>
    log.warn({ room: rooms.find(name)?.id ?? null }, 'wrong passwords for a room; their address has to wait'),
  )
  const removals = new Removals()
  const codecs = new CommonCodecs()
  let announcing = !config.noDiscovery
  let power: Power = MAINS
  let stopping = false
  const outside = new OutsideAccess({ config, log, onChange: () => changed() })
  let changed = () => undefined as void

  const status = (): Health => {
    const workers = sfu?.status ?? { alive: 0, wanted: 0 }
    return {
      ...hostHealth(
        signaling !== null && workers.alive > 0,
        sfu?.holdsBack ?? false,
        sfu?.roomForMore === 0,
        (certificate?.state.problem ?? null) !== null,
      ),
      time: Date.now(),
      version: packageJson.version,
      uptimeMs: Math.round(performance.now() - startedAt),
      workers,
      storage: config.noStorage ? 'not configured' : keeping?.journal.working ? 'ok' : 'failed',
      certificate: certificate?.state ?? null,
      rooms: rooms.size,
      people: rooms.people,
      roomForMore: sfu?.roomForMore ?? null,
    }
  }

  async function start(): Promise<HostAddress> {
    stopping = false
    const watching = await NetworkWatch.open()
    network = watching
    const lan = () => watching.now.lan
    /** Whoever comes earlier is served then: nobody gets a page without a meeting behind it. */
    const ready = Promise.withResolvers<void>()
    /** By which people have come. */
    const reached = new Set<string>()
    const listenedOn = () => mediaAddresses(config, watching.now, reached)
    const callerOf = callerResolver({
      trusted: config.trustProxy,
      scheme: config.plainHttp ? 'http' : 'https',
      names: config.plainHttp || config.allowHost.length > 0 ? knownNames(config.allowHost) : null,
      onUntrusted: () => log.warn('a proxy stands in front of this host that --trust-proxy does not name'),
    })
    const answers = operatorReports({ token: config.token, health: status, rooms, metrics, sfu: () => sfu })
    const { staticDir, pathPrefix, allowOrigin } = config
    const proof = () => (certificate === null ? null : describeCertificate(certificate.current))
    const installers = config.installers === undefined ? null : new InstallerFolder(config.installers)
    const api = createApi({
      ...answers,
      staticDir,
      pathPrefix,
      allowOrigin,
      callerOf,
      proof,
      installers,
      log,
    })
    const answer = getRequestListener(api.fetch)
    // Its programs start while the certificate is read or made.
    const starting = Sfu.create({
      workers: config.workers ?? Math.max(1, availableParallelism() - 1),
      listen: {
        addresses: listenedOn(),
        announce: config.announce ?? null,
        port: config.mediaPort,
        outside: outside.find,
      },
      anyPort: true,
      consumersPerWorker: config.consumersPerWorker,
      cpuLimit: config.workerCpuLimit / 100,
      onRoom: (people) => {
        if (people === 0)
          log.warn('the media workers carry as many people as they can; newcomers have chat only')
        roomForMore = people
        for (const seat of seats) seat.tellCapacity()
      },
      workerBin: config.workerBin ?? null,
      log,
      settled: () => watching.settled(),
      onProblem: (error) => {
        // A terminal's Ctrl+C ends the workers as well, and may do so first.
        if (stopping) return
        metrics.workerDied()
        log.error({ error }, 'a media worker is not running; trying another')
      },
      onTurn: () => {
        for (const seat of seats) seat.tellMedia()
      },
      onHeldBack: ({ room: name, session }) => {
        const room = name === null ? undefined : rooms.find(name)
        const ids = { session, room: room?.id ?? null }
        log.error(ids, 'media is held back from whom three dead media workers in a minute are laid to')
        if (session === null) room?.holdBack(null)
        else for (const seat of seats) if (seat.holdBack(session)) break
      },
    })
    const open = async () => {
      const web = await createWebServer(config, {
        onRequest: (...call) => void answer(...call),
        lan,
        ready: ready.promise,
        knows: (from) => signaling?.knows(from) ?? false,
        log,
      })
      certificate = web.certificate
      closeServer = closableServer(web.server)
      return { web, port: await listen(web.server, config.port, webAddress(config)) }
    }
    const { web, port } = await open().catch((error: unknown) => {
      void starting.then((media) => media.close())
      throw error
    })
    metrics.start()
    const opening = openJournal({
      dataDir: config.dataDir,
      port,
      enabled: !config.noStorage,
      rooms: () => rooms.all,
      onFailing: (error) => {
        if (error === null) log.info('meetings are kept again')
        else log.error({ error }, 'meetings cannot be kept on the disk; they go on without')
        for (const seat of seats) seat.tellKeeping(error === null)
      },
      onUnreadable: (error) => log.error({ error }, 'the file of kept meetings is damaged and was put aside'),
    })
    const openedKey = HostKey.open(config.dataDir).catch((error: unknown) => {
      log.warn({ error }, 'the host key cannot be kept; nobody is known as owner by a host link')
      return HostKey.unknown()
    })
    const media = await starting
    sfu = media
    keeping = await opening
    const hostKey = await openedKey
    const attend = (client: SignalingChannel): ClientSession => {
      const { cameBy } = client
      const known = cameBy === null || isLoopback(cameBy) || listenedOn().includes(cameBy)
      if (!known && !reached.has(cameBy)) {
        reached.add(cameBy)
        void watching.look()
      }
      client.greet({
        protocol: PROTOCOL,
        version: packageJson.version,
        ...(installers !== null && { installers: true }),
        rtpCapabilities: media.rtpCapabilities,
        iceServers: outside.openIceServers,
        ...(outside.relays && { relays: true }),
        limits: { chatLength: limits.chatLength, nameLength: limits.nameLength },
        features: [...FEATURES],
      })
      const seat: ClientSession = new ClientSession({
        client,
        rooms,
        setups,
        warmRooms,
        chat,
        checks,
        door,
        removals,
        hostKey,
        hasOwnWindow: !config.plainHttp,
        codecs,
        sfu: media,
        log,
        iceServersFor: (name) => outside.iceServersFor(name),
        onJoined: ({ room, peer }, ms) => {
          metrics.joined(ms)
          log.info({ session: client.id, room: room.id, peer, ms: Math.round(ms) }, 'client joined')
        },
        onResumable: ({ room, peer }, digest) => keeping?.journal.sessionBegun(room, peer, digest),
        clientOf: (peer) => [...seats].find((other) => other.sitsAs(peer))?.client,
        seatOf: (other) => [...seats].find((one) => one.client === other),
        roomForMore: () => roomForMore,
        standing: () => ({ kept: keeping?.journal.working ?? false, power }),
        onGone: () => seats.delete(seat),
      })
      seats.add(seat)
      return seat
    }
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
      attend,
    })
    restoreRooms(keeping.kept, rooms, ({ token, answers }, place) =>
      signaling?.expect({ digest: token, answers }, (client) => {
        const seat = attend(client)
        seat.takePlace(place, token)
        return seat
      }),
    )
    ready.resolve()
    const fingerprint = () => web.certificate?.current.fingerprint ?? null
    announced = RoomAnnouncer({ config, port, fingerprint, rooms, enabled: announcing, log })
    log.info({ port, workers: media.status }, 'hosting')
    const serving: Serving = { scheme: config.plainHttp ? 'http' : 'https', pathPrefix }
    // The name of a configured certificate is where no browser warns.
    const configured = config.tlsCert === undefined ? null : web.certificate
    const names = configured === null ? [] : certificateDnsNames(configured.current.cert)
    const here = (): HostAddress => {
      const { own, lan: served } = addressesOf(webAddress(config), lan())
      const places = hostEndpoints({
        serving,
        port,
        names,
        lan: served,
        announced: config.announce ?? null,
        outside: outside.place,
      })
      const base = baseUrl(serving, own, port)
      return { port, base, places, fingerprint: fingerprint(), outside: outside.state }
    }
    changed = () => onChange(here())
    // One after the other, so that no link leads to where nobody listens yet.
    const clock = new ClockWatch()
    watching.onLook(async (moved) => {
      const jumpMs = clock.look()
      if (jumpMs !== 0) clockJumped(jumpMs)
      if (moved) await web.certificate?.check()
      await media.follow(listenedOn())
      announced?.look()
      if (!moved) return
      log.info({ addresses: lan().length }, 'this computer is on another network')
      outside.moved()
      announced?.again()
      changed()
    })
    web.certificate?.onChange((renewed, before) => {
      if (renewed.fingerprint === before.fingerprint) return
      announced?.changed()
      changed()
    })
    outside.listening(port)
    return here()
  }

  async function stop(how: Stop = 'ended'): Promise<void> {
    const [close, sockets, media, kept, told] = [closeServer, signaling, sfu, keeping, announced]
    certificate?.close()
    network?.close()
    closeServer = signaling = sfu = keeping = announced = certificate = network = null
    stopping = true
    metrics.stop()
    if (close !== null) log.info({ how }, 'stopping')
    // Before the goodbyes: that everyone is gone then is nothing to be kept.
    const flushed = kept?.close(how === 'ended')
    await Promise.all([sockets?.close(how, GOODBYE_MS), told?.close(), outside.close()])
    media?.close()
    await flushed
    await close?.()
  }

  const others = () => rooms.people - [...seats].filter((seat) => seat.isOwnWindow && seat.joined).length

  function tellPower(next: Power): void {
    const woke = power.type === 'asleep' && next.type !== 'asleep'
    power = next
    for (const { joined, client } of seats) if (joined) client.notify('host.power', { power })
    if (!woke) return
    announced?.again()
    // What was told for an hour may have run out meanwhile.
    for (const seat of seats) seat.tellIceServers()
  }

  function announce(on: boolean): void {
    announcing = on
    announced?.enable(on)
  }

  /** TURN passwords may have expired, and the certificate may have, too, or may not be valid yet. */
  function clockJumped(ms: number): void {
    log.warn({ seconds: Math.round(ms / 1000) }, 'the clock was set, or this computer has slept')
    for (const seat of seats) seat.tellIceServers()
    void certificate?.check()
    announced?.again()
  }

  async function renewCertificate(): Promise<void> {
    await certificate?.check()
  }

  function reachOutside(wish: OutsideAccessConfig): void {
    outside.wish(wish)
    for (const seat of seats) seat.tellIceServers()
  }

  return { start, stop, status, others, announce, tellPower, renewCertificate, reachOutside }
}
