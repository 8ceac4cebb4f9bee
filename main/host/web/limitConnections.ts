import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { limits } from '../../../protocol/limits.ts'
import { isLoopback } from '../../network/isLoopback.ts'
import { networkKey } from '../../network/networkKey.ts'
import { PacedBuckets } from '../../throttling/PacedBuckets.ts'
import { Shares } from '../../throttling/Shares.ts'
import { TwoClasses } from '../../throttling/TwoClasses.ts'

/** Handshakes come in turns of so many milliseconds: short beside what a person notices. */
const TURN_MS = 10
const PER_TURN = Math.max(1, Math.round((limits.handshakesPerSecond * TURN_MS) / 1000))

export interface GuardOptions {
  /** Whether an address is that of a proxy, which speaks for many: whom it speaks for is counted later. */
  readonly isProxy: (address: string) => boolean
  /** Whether anybody in a network has a seat, or may come back to one. */
  readonly knows: (network: string) => boolean
  /** Resolves when everything that serves connections is in place: until then they wait at the door, and are not refused. */
  readonly ready: Promise<void>
}

/**
 * Limits a server's connections before their handshakes: so many on the whole and of one network, and where all places are
 * taken, the network with the most gives one up. A handshake costs the most of what a stranger can ask for, so it begins only
 * when the client has said something, and only so many do in a turn: those of this computer and of networks that are known
 * before others, networks in turns, and past a rate later. Until then a connection is raw and cheap.
 *
 * To be called before the server listens.
 */
export function limitConnections(server: Server, { isProxy, knows, ready }: GuardOptions): void {
  /** Those that have become a WebSocket count as such from then on. */
  const upgraded = new Set<string>()
  const isFirst = (network: string) => isLoopback(network) || knows(network)
  const shares = new Shares<Socket>({
    most: limits.connectionsPerHost,
    mostPerKey: limits.connectionsPerAddress,
    yields: (socket) => !upgraded.has(nameOf(socket)),
    isFirst,
  })
  const pace = new PacedBuckets({ burst: limits.connectionBurst, perSecond: limits.connectionsPerSecond })
  const waiting = new TwoClasses<Socket>()
  const serve = server.listeners('connection')
  let leftInTurn = PER_TURN
  let turn: NodeJS.Timeout | undefined
  let open = false
  void ready.then(() => {
    open = true
    letIn()
  })

  function letIn(): void {
    if (!open) return
    turn ??= setTimeout(() => {
      turn = undefined
      leftInTurn = PER_TURN
      if (waiting.size > 0) letIn()
    }, TURN_MS)
    for (; leftInTurn > 0; leftInTurn -= 1) {
      const socket = waiting.next()
      if (socket === undefined) return
      for (const listener of serve) listener.call(server, socket)
    }
  }

  function arrived(socket: Socket): void {
    const address = socket.remoteAddress ?? ''
    const proxied = isProxy(address)
    const network = proxied ? '' : networkKey(address)
    const key = proxied ? null : network
    const name = nameOf(socket)
    const { granted, lost } = shares.take(key, socket)
    lost?.destroy()
    if (!granted) {
      socket.destroy()
      return
    }
    // Nobody else listens while it waits, and a client that hangs up would then end the whole host.
    socket.on('error', () => undefined)
    let due: NodeJS.Timeout | undefined
    socket.once('close', () => {
      shares.giveBack(key, socket)
      upgraded.delete(name)
      waiting.remove(network, socket)
      clearTimeout(due)
    })
    const queue = () => {
      waiting.add(proxied || isFirst(network), network, socket)
      letIn()
    }
    whenSpeaking(socket, () => {
      const dueMs = proxied ? 0 : pace.take(network)
      if (dueMs === 0) queue()
      else due = setTimeout(queue, dueMs)
    })
  }

  server.removeAllListeners('connection')
  server.on('connection', arrived)
  server.on('upgrade', ({ socket }) => upgraded.add(nameOf(socket)))
}

/** Waits for a client's first bytes, which stay to be read. Who says nothing in time is not waited for. */
function whenSpeaking(socket: Socket, then: () => void): void {
  const giveUp = () => socket.destroy()
  socket.setTimeout(limits.handshakeMs, giveUp)
  socket.once('readable', () => {
    socket.setTimeout(0, giveUp)
    if (socket.readableLength > 0) then()
    else socket.destroy()
  })
}

/** What the raw connection and the encrypted one over it have in common. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
