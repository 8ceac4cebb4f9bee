import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { limits } from '../../protocol/limits.ts'
import { FairQueue } from '../throttling/FairQueue.ts'
import { networkOf } from '../network/networkOf.ts'
import { Pace } from '../throttling/Pace.ts'
import { Shares } from '../throttling/Shares.ts'

/** Handshakes come in turns of so many milliseconds: short beside what a person notices. */
const TURN_MS = 10
const PER_TURN = Math.max(1, Math.round((limits.handshakesPerSecond * TURN_MS) / 1000))

export interface GuardOptions {
  /** Whether an address is that of a proxy, which speaks for many: whom it speaks for is counted later. */
  readonly isProxy: (address: string) => boolean
  /** Resolves when everything that serves connections is in place: until then they wait at the door, and are not refused. */
  readonly ready: Promise<void>
}

/**
 * Limits a server's connections before their handshakes: so many on the whole and of one address, and where all places are
 * taken, the address with the most gives one up. Past a rate they wait, raw and cheap; addresses take turns. To be called
 * before the server listens.
 */
export function guardConnections(server: Server, { isProxy, ready }: GuardOptions): void {
  /** Those that have become a WebSocket count as such from then on. */
  const upgraded = new Set<string>()
  const shares = new Shares<Socket>({
    most: limits.connectionsPerHost,
    mostPerKey: limits.connectionsPerAddress,
    yields: (socket) => !upgraded.has(nameOf(socket)),
  })
  const pace = new Pace({ burst: limits.connectionBurst, perSecond: limits.connectionsPerSecond })
  const waiting = new FairQueue<Socket>()
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

  function queue(network: string, socket: Socket): void {
    waiting.add(network, socket)
    letIn()
  }

  function arrived(socket: Socket): void {
    const address = socket.remoteAddress ?? ''
    const proxied = isProxy(address)
    const network = proxied ? '' : networkOf(address)
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
    const dueMs = proxied ? 0 : pace.take(network)
    let due: NodeJS.Timeout | undefined
    socket.once('close', () => {
      shares.giveBack(key, socket)
      upgraded.delete(name)
      waiting.remove(network, socket)
      clearTimeout(due)
    })
    if (dueMs === 0) queue(network, socket)
    else due = setTimeout(queue, dueMs, network, socket)
  }

  server.removeAllListeners('connection')
  server.on('connection', arrived)
  server.on('upgrade', ({ socket }) => upgraded.add(nameOf(socket)))
}

/** What the raw connection and the encrypted one over it have in common. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
