import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeCodes } from '../../protocol/close.ts'
import { limits } from '../../protocol/limits.ts'
import { SUBPROTOCOL } from '../../protocol/version.ts'
import type { Attendant, Client } from './Attendant.ts'
import { Session, type SessionLog } from './Session.ts'

export interface SignalingOptions {
  readonly server: Server
  /** The path of the WebSocket, as in `/signal`. */
  readonly path: string
  /** Milliseconds between two pings, and how long an answer may take. */
  readonly heartbeat: { readonly pingMs: number; readonly pongMs: number }
  /** Origins other than the host's own whose pages may connect, such as the app's own scheme. */
  readonly origins: readonly string[]
  readonly log: SessionLog
  /** Makes what serves a new client. */
  readonly attend: (client: Client) => Attendant
}

/** Takes WebSocket connections and keeps watch over them. */
export class SignalingServer {
  readonly #options: SignalingOptions
  readonly #sockets: WebSocketServer
  readonly #perAddress = new Map<string, number>()
  readonly #onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    this.#upgrade(request, socket, head)

  constructor(options: SignalingOptions) {
    this.#options = options
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: true,
      maxPayload: limits.frameBytes,
      maxFragments: limits.frameFragments,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    })
    options.server.on('upgrade', this.#onUpgrade)
  }

  get connections(): number {
    return this.#sockets.clients.size
  }

  /** Tells everyone that the host stops and ends all connections; waits at most `graceMs` for their goodbyes. */
  async close(graceMs: number): Promise<void> {
    this.#options.server.off('upgrade', this.#onUpgrade)
    const open = [...this.#sockets.clients]
    const closed = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
    for (const socket of open) socket.close(closeCodes.hostStopped, 'The host has ended the meeting.')
    const timer = setTimeout(() => {
      for (const socket of open) socket.terminate()
    }, graceMs)
    await Promise.all(closed)
    clearTimeout(timer)
    this.#sockets.close()
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until ws takes the socket over, a client that hangs up in the middle would end the whole host.
    socket.on('error', () => socket.destroy())
    const path = (request.url ?? '').split('?')[0]
    if (path !== this.#options.path) return refuseUpgrade(socket, '404 Not Found')
    if (!this.#originAllowed(request)) return refuseUpgrade(socket, '403 Forbidden')
    if (!speaksOurs(request)) return refuseUpgrade(socket, '400 Bad Request')
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#accept(webSocket, request.socket.remoteAddress ?? '', request.headers.origin ?? null)
    })
  }

  /** A page from elsewhere must not speak for a person's browser; programs without an origin may. */
  #originAllowed({ headers }: IncomingMessage): boolean {
    const { origin, host } = headers
    return origin === undefined || origin === `https://${host}` || this.#options.origins.includes(origin)
  }

  #accept(socket: WebSocket, address: string, origin: string | null): void {
    // Without a listener, a broken frame of one client would end the whole host.
    socket.on('error', () => undefined)
    const fromAddress = (this.#perAddress.get(address) ?? 0) + 1
    if (this.connections > limits.sessionsPerHost || fromAddress > limits.sessionsPerAddress) {
      socket.close(closeCodes.full, 'The host has too many connections. Try again later.')
      return
    }
    this.#perAddress.set(address, fromAddress)
    const session = new Session(socket, { address, origin }, this.#options.log)
    const stopWatching = watch(socket, session, this.#options.heartbeat)
    socket.once('close', () => {
      stopWatching()
      this.#leaveAddress(address)
    })
    session.serve(this.#options.attend(session))
  }

  #leaveAddress(address: string): void {
    const left = (this.#perAddress.get(address) ?? 1) - 1
    if (left === 0) this.#perAddress.delete(address)
    else this.#perAddress.set(address, left)
  }
}

/** Naming no subprotocol is fine, naming only others is a client of something else. */
function speaksOurs({ headers }: IncomingMessage): boolean {
  const offered = headers['sec-websocket-protocol']
  return offered === undefined || offered.split(',').some((name) => name.trim() === SUBPROTOCOL)
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Ends a connection that does not answer pings, and one that is opened and then never used. */
function watch(
  socket: WebSocket,
  session: Session,
  { pingMs, pongMs }: SignalingOptions['heartbeat'],
): () => void {
  let overdue: NodeJS.Timeout | undefined
  const ping = setInterval(() => {
    if (overdue !== undefined) return
    socket.ping()
    overdue = setTimeout(() => socket.terminate(), pongMs)
  }, pingMs)
  socket.on('pong', () => {
    clearTimeout(overdue)
    overdue = undefined
  })
  const idle = setTimeout(() => {
    if (!session.active) socket.close(closeCodes.idle, 'Nothing was asked on this connection.')
  }, limits.idleSocketMs)
  return () => {
    clearInterval(ping)
    clearTimeout(overdue)
    clearTimeout(idle)
  }
}
