import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import { closeCodes } from '../../protocol/wire/closeCodes.ts'
import { limits } from '../../protocol/limits.ts'
import { SUBPROTOCOL } from '../../protocol/wire/version.ts'
import type { Adapter } from './adapters/Adapter.ts'
import type { SignalingHandler, SignalingChannel } from './session/SignalingHandler.ts'
import { shutdown, type Stop } from '../../protocol/hostProcess/shutdown.ts'
import { keepAlive } from './connection/keepAlive.ts'
import { Connection, type ConnectionOrigin } from './connection/Connection.ts'
import { isLoopback } from '../network/isLoopback.ts'
import { networkKey } from '../network/networkKey.ts'
import { canonicalAddress } from '../network/canonicalAddress.ts'
import { readOrigin } from '../network/readOrigin.ts'
import { type RefusalLog, Refusals } from './Refusals.ts'
import { PacedBuckets } from '../throttling/PacedBuckets.ts'
import { Turns } from '../throttling/Turns.ts'
import type { InTurn } from './connection/onFrame.ts'
import { ResumeTokens } from './session/ResumeTokens.ts'
import {
  type ExpectedSession,
  SignalingSession,
  type SignalingSessionLog,
} from './session/SignalingSession.ts'
import { refuseFull } from './connection/refuseFull.ts'
import { throttleReads } from './connection/throttleReads.ts'
import { SocketPlaces } from './connection/SocketPlaces.ts'
import { watchWriteStall } from './connection/watchWriteStall.ts'

/** What is counted here: connections of every kind, and the frames that come in on them. */
export interface SignalingMeter {
  connected(): void
  disconnected(): void
  received(): void
}

export interface SignalingOptions {
  readonly server: Server
  /** The path of the WebSocket, as in `/signal`. */
  readonly path: string
  /** Milliseconds between two pings, and how long an answer may take. */
  readonly heartbeat: { readonly pingMs: number; readonly pongMs: number }
  /** Milliseconds after which a connection is closed whose queue has not moved; without one it may wait. */
  readonly writeDeadlineMs?: number
  /** Who asks. */
  readonly callerOf?: (request: IncomingMessage) => Caller
  readonly meter?: SignalingMeter
  /** Origins other than the host's own whose pages may connect, such as the app's own scheme. */
  readonly origins: readonly string[]
  readonly log: SignalingSessionLog & RefusalLog
  /** Makes what serves a new client. */
  readonly attend: (client: SignalingChannel) => SignalingHandler
  /** Older systems' wires, each on paths of its own. */
  readonly adapters?: readonly Adapter[]
}

/** Who asks for a connection. */
interface Caller extends Pick<ConnectionOrigin, 'address' | 'local'> {
  /** Of the pages that this host serves to whoever asks; empty where it is unknown. */
  readonly origin: string
  /** Whether they ask under a name that this host does not go by. */
  readonly misdirected: boolean
}

/** What is known of a connection before it has a place. */
type Arrival = Omit<ConnectionOrigin, 'place'>
/** What serves a connection that has a place. */
type Serve = (socket: WebSocket, from: ConnectionOrigin) => void

/** Not all of these are in the types of ws yet. */
const socketOptions: ServerOptions & { readonly closeTimeout: number } = {
  noServer: true,
  clientTracking: true,
  maxPayload: limits.frameBytes,
  maxFragments: limits.frameFragments,
  perMessageDeflate: false,
  /** Milliseconds. A client that does not answer our goodbye would else keep its socket for half a minute. */
  closeTimeout: 2000,
  handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
}

/** Takes WebSocket connections and keeps watch over them. */
export class SignalingServer {
  readonly #options: SignalingOptions
  readonly #sockets: WebSocketServer
  readonly #places = new SocketPlaces({
    yields: (socket) => this.#unseated.get(socket)?.() === true,
    knows: (network) => this.knows(network),
  })
  /** Tells of a session's socket whether nobody sits behind it. */
  readonly #unseated = new WeakMap<WebSocket, () => boolean>()
  readonly #refused: Refusals
  readonly #pace = new PacedBuckets({ burst: limits.frameBurst, perSecond: limits.framesPerSecond })
  readonly #turns = new Turns()
  readonly #book = new ResumeTokens<SignalingSession>()
  /** Those that came with a connection which still is; whoever may come back is in the book. */
  readonly #present = new Set<SignalingSession>()
  readonly #onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    this.#upgrade(request, socket, head)

  constructor(options: SignalingOptions) {
    this.#options = options
    this.#refused = new Refusals(options.log)
    this.#sockets = new WebSocketServer(socketOptions)
    options.server.on('upgrade', this.#onUpgrade)
  }

  get connections(): number {
    return this.#sockets.clients.size
  }

  /** Whether anybody in a network has a seat, or may come back to one. */
  knows(network: string): boolean {
    return this.#book.knows(network)
  }

  /** Waits for the client of an earlier process of this host. @param attend makes what serves it. */
  expect(expected: ExpectedSession, attend: (client: SignalingChannel) => SignalingHandler): void {
    const session = SignalingSession.expected(expected, this.#book, this.#options.log)
    session.serve(attend(session))
  }

  /** Tells everyone how the host stops, ends all connections, and waits at most `graceMs` for their goodbyes. */
  async close(stop: Stop, graceMs: number): Promise<void> {
    this.#options.server.off('upgrade', this.#onUpgrade)
    const { code, reason } = shutdown[stop]
    const open = [...this.#sockets.clients]
    const closed = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
    for (const session of new Set([...this.#present, ...this.#book.all])) session.hostStops(stop)
    // Those that are no session, such as the relay's.
    for (const socket of open) socket.close(code, reason)
    const timer = setTimeout(() => {
      for (const socket of open) socket.terminate()
    }, graceMs)
    await Promise.all(closed)
    clearTimeout(timer)
    // Those who are waited for: nobody will be here when they come back.
    if (stop === 'ended') for (const session of this.#book.all) session.close(code, reason)
    this.#sockets.close()
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until ws takes the socket over, a client that hangs up in the middle would end the whole host.
    socket.on('error', () => socket.destroy())
    const path = (request.url ?? '').split('?')[0]
    const serve = path === this.#options.path ? this.#serveSession : this.#openAdapter(path ?? '')
    if (serve === null) return refuseUpgrade(socket, '404 Not Found')
    const caller = (this.#options.callerOf ?? directCaller)(request)
    if (caller.misdirected) {
      this.#refused.note('a WebSocket was refused: its address has a name that --allow-host does not list')
      return refuseUpgrade(socket, '421 Misdirected Request')
    }
    if (!this.#originAllowed(request, caller.origin)) {
      this.#refused.note('a WebSocket was refused: its page is of another origin')
      return refuseUpgrade(socket, '403 Forbidden')
    }
    if (serve === 'malformed' || !speaksOurs(request)) return refuseUpgrade(socket, '400 Bad Request')
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const { address, local } = caller
      const origin = request.headers.origin ?? null
      const network = networkKey(address)
      const inTurn: InTurn = (work) => this.#turns.run(network, work)
      const from = { address, local, origin, cameBy: cameBy(request.socket, address), inTurn }
      this.#watchWrites(request, webSocket)
      this.#accept(webSocket, from, serve)
    })
  }

  #openAdapter(path: string): Serve | 'malformed' | null {
    for (const adapter of this.#options.adapters ?? []) {
      const opened = adapter.open(path)
      if (opened !== null) return opened
    }
    return null
  }

  /** A page from elsewhere must not speak for a person's browser; programs without an origin may. */
  #originAllowed({ headers: { origin } }: IncomingMessage, own: string): boolean {
    if (origin === undefined) return true
    const page = readOrigin(origin)?.text
    return page !== undefined && [own, ...this.#options.origins].includes(page)
  }

  #watchWrites(request: IncomingMessage, socket: WebSocket): void {
    const { writeDeadlineMs } = this.#options
    if (writeDeadlineMs === undefined) return
    const stopWatching = watchWriteStall(request.socket, writeDeadlineMs, () => {
      socket.close(closeCodes.tooSlow, 'The connection is too slow to follow the meeting.')
      // The goodbye is in the queue that does not move.
      socket.terminate()
    })
    socket.once('close', stopWatching)
  }

  #accept(socket: WebSocket, from: Arrival, serve: Serve): void {
    // Without a listener, a broken frame of one client would end the whole host.
    socket.on('error', () => undefined)
    const network = networkKey(from.address)
    const place = this.#places.take(socket, from.address, serve === this.#serveSession)
    if (place === null) return refuseFull(socket)
    const { meter, heartbeat } = this.#options
    const stopPinging = keepAlive(socket, heartbeat)
    meter?.connected()
    socket.on('message', () => meter?.received())
    const alone = isLoopback(from.address)
      ? null
      : new PacedBuckets({ burst: limits.socketFrameBurst, perSecond: limits.socketFramesPerSecond })
    const stopSlowing = throttleReads(socket, (bytes) =>
      Math.max(this.#pace.take(network), alone?.take('', 1 + bytes / limits.socketFrameUnit) ?? 0),
    )
    socket.once('close', () => {
      stopPinging()
      stopSlowing()
      place.giveBack()
      meter?.disconnected()
    })
    serve(socket, { ...from, place })
  }

  readonly #serveSession: Serve = (socket, from) => {
    const link = new Connection(socket, from)
    this.#unseated.set(socket, () => !link.seated)
    const session = SignalingSession.onLink(link, this.#book, this.#options.log)
    const idle = setInterval(() => {
      if (session.takeIdle()) session.close(closeCodes.idle, 'Nothing was asked on this connection.')
    }, limits.idleSocketMs)
    this.#present.add(session)
    socket.once('close', () => {
      clearInterval(idle)
      this.#present.delete(session)
    })
    session.serve(this.#options.attend(session))
  }
}

/** The address of ours that a caller has reached; null where it was a proxy that has. */
function cameBy({ remoteAddress, localAddress }: Socket, caller: string): string | null {
  const [from, by, who] = [remoteAddress, localAddress, caller].map((one) => one && canonicalAddress(one))
  return from === who ? (by ?? null) : null
}

/** Without a proxy in front. */
function directCaller({ socket, headers }: IncomingMessage): Caller {
  const origin = readOrigin(`https://${headers.host}`)?.text ?? ''
  return { address: socket.remoteAddress ?? '', origin, local: false, misdirected: false }
}

/** Naming no subprotocol is fine, naming only others is a client of something else. */
function speaksOurs({ headers }: IncomingMessage): boolean {
  const offered = headers['sec-websocket-protocol']
  return offered === undefined || offered.split(',').some((name) => name.trim() === SUBPROTOCOL)
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
