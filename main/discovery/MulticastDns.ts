import { createSocket, type Socket } from 'node:dgram'
import dnsPacket, { type DecodedPacket, type Packet } from 'dns-packet'
import { isNeighbour, type LanInterface } from '../network/lanInterfaces.ts'
import { PacketLimiter } from './PacketLimiter.ts'

/** The addresses of mDNS (RFC 6762, §3). Routers pass neither on. */
const GROUPS = { ipv4: '224.0.0.251', ipv6: 'ff02::fb' } as const
const EVERY = { ipv4: '0.0.0.0', ipv6: '::' } as const
const PORT = 5353
const TTL = 255

/** Longer than all that we send; only larger packets of other services are lost. */
const MAX_BYTES = 1500

export interface MulticastDnsOptions {
  /** Where to speak and listen now. */
  readonly interfaces: () => readonly LanInterface[]
  /** A packet of a neighbour. What it says is not checked. */
  readonly onPacket: (packet: DecodedPacket, from: string) => void
  /** A network is there that was not before. */
  readonly onNetwork: () => void
  /** Nothing can be said or heard on some network now; null: on all of them it can. Told when that changes. */
  readonly onProblem?: (error: NodeJS.ErrnoException | null) => void
}

/** What those who announce and look need of it; played by the tests. */
export type MulticastChannel = Pick<MulticastDns, 'look' | 'send' | 'close'>
export type OpenChannel = (options: MulticastDnsOptions) => MulticastChannel

interface Voice {
  /** As it is now: what else the adapter is called comes and goes. */
  readonly on: LanInterface
  readonly socket: Socket
}

/**
 * Multicast DNS on the local networks of this computer and nowhere else. What cannot be sent or read is left aside:
 * everything on it is said again. A flood is dropped before it is decoded.
 */
export class MulticastDns {
  readonly #options: MulticastDnsOptions
  readonly #voices = new Map<string, Voice>()
  readonly #budget = new PacketLimiter()
  /** Networks on which nothing can be said or heard. */
  readonly #failing = new Set<string>()
  #closed = false

  private constructor(options: MulticastDnsOptions) {
    this.#options = options
  }

  /** Opens a socket on each network. Networks that come, and those on which that fails, wait for the next {@link look}. */
  static open(options: MulticastDnsOptions): MulticastDns {
    const opened = new MulticastDns(options)
    opened.look()
    return opened
  }

  /**
   * Sends on every network what `packetsFor` makes for it. Resolves when it is with the system; never rejects.
   *
   * @param packetsFor gets our addresses on that network.
   */
  async send(packetsFor: (addresses: readonly string[]) => readonly Packet[]): Promise<void> {
    await Promise.all(
      [...this.#voices.values()].flatMap(({ socket, on: { family, addresses } }) =>
        packetsFor(addresses).map((packet) => sendOver(socket, dnsPacket.encode(packet), GROUPS[family])),
      ),
    )
  }

  close(): void {
    this.#closed = true
    for (const handle of [...this.#voices.keys()]) this.#drop(handle)
  }

  get #networks(): readonly LanInterface[] {
    return [...this.#voices.values()].map(({ on }) => on)
  }

  /** Follows the networks as they are now. */
  look(): void {
    if (this.#closed) return
    const now = this.#options.interfaces()
    for (const handle of [...this.#failing])
      if (!now.some((other) => other.handle === handle)) this.#works(handle)
    for (const handle of [...this.#voices.keys()])
      if (!now.some((other) => other.handle === handle)) this.#drop(handle)
    for (const one of now) {
      const voice = this.#voices.get(one.handle)
      if (voice === undefined) this.#add(one)
      else if (JSON.stringify(voice.on) !== JSON.stringify(one)) {
        this.#voices.set(one.handle, { on: one, socket: voice.socket })
        this.#options.onNetwork()
      }
    }
  }

  #add(one: LanInterface): void {
    const { family, handle } = one
    // Other programs on this computer listen for mDNS as well.
    const socket = createSocket({
      ...(family === 'ipv4' ? { type: 'udp4' } : { type: 'udp6', ipv6Only: true }),
      reuseAddr: true,
    })
    const isOurs = () => this.#voices.get(handle)?.socket === socket
    this.#voices.set(handle, { on: one, socket })
    const failed = (error: unknown) => {
      if (!isOurs()) return
      this.#drop(handle)
      const first = this.#failing.size === 0
      this.#failing.add(handle)
      if (first) this.#options.onProblem?.(error instanceof Error ? error : new Error(String(error)))
    }
    socket.on('error', failed)
    socket.on('message', (bytes, { address }) => this.#receive(bytes, address))
    // Bound to one address, a socket would get no multicast; the neighbours are told apart by where they are.
    socket.bind({ port: PORT, address: EVERY[family] }, () => {
      if (this.#closed || !isOurs()) return
      try {
        socket.addMembership(GROUPS[family], handle)
        socket.setMulticastInterface(handle)
        socket.setMulticastTTL(TTL)
        socket.setMulticastLoopback(true)
      } catch (error) {
        // The interface has gone again, or does not do multicast.
        return failed(error)
      }
      this.#works(handle)
      this.#options.onNetwork()
    })
  }

  #works(handle: string): void {
    if (this.#failing.delete(handle) && this.#failing.size === 0) this.#options.onProblem?.(null)
  }

  #drop(handle: string): void {
    const voice = this.#voices.get(handle)
    this.#voices.delete(handle)
    voice?.socket.close()
  }

  #receive(bytes: Buffer, from: string): void {
    if (bytes.length > MAX_BYTES || !isNeighbour(from, this.#networks)) return
    if (!this.#budget.grants(from, performance.now())) return
    let packet: DecodedPacket
    try {
      packet = dnsPacket.decode(bytes)
    } catch {
      return
    }
    this.#options.onPacket(packet, from)
  }
}

function sendOver(socket: Socket, bytes: Buffer, group: string): Promise<void> {
  return new Promise((resolve) => {
    try {
      socket.send(bytes, PORT, group, () => resolve())
    } catch {
      resolve()
    }
  })
}
