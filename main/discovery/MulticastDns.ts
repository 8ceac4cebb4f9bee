import { createSocket, type Socket } from 'node:dgram'
import dnsPacket, { type DecodedPacket, type Packet } from 'dns-packet'
import { isNeighbour, type LanInterface } from './lanInterfaces.ts'
import { PacketBudget } from './PacketBudget.ts'

/** The addresses of mDNS (RFC 6762, §3). Routers pass neither on. */
const GROUPS = { ipv4: '224.0.0.251', ipv6: 'ff02::fb' } as const
const EVERY = { ipv4: '0.0.0.0', ipv6: '::' } as const
const PORT = 5353
const TTL = 255

/** Longer than all that we send; only larger packets of other services are lost. */
const MAX_BYTES = 1500
/** How long a network that comes, goes or changes may stay unnoticed. */
const REFRESH_MS = 3000

export interface MulticastDnsOptions {
  /** Where to speak and listen now. Asked again and again. */
  readonly interfaces: () => readonly LanInterface[]
  /** A packet of a neighbour. What it says is not checked. */
  readonly onPacket: (packet: DecodedPacket, from: string) => void
  /** A network is there that was not before. */
  readonly onNetwork: () => void
}

/** What those who announce and look need of it; played by the tests. */
export type MulticastChannel = Pick<MulticastDns, 'send' | 'close'>
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
  readonly #budget = new PacketBudget()
  readonly #timer: NodeJS.Timeout
  #closed = false

  private constructor(options: MulticastDnsOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#refresh(), REFRESH_MS)
    this.#timer.unref()
  }

  /** Opens a socket on each network. A network on which that fails is tried again. */
  static open(options: MulticastDnsOptions): MulticastDns {
    const opened = new MulticastDns(options)
    opened.#refresh()
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
    clearInterval(this.#timer)
    for (const handle of [...this.#voices.keys()]) this.#drop(handle)
  }

  get #networks(): readonly LanInterface[] {
    return [...this.#voices.values()].map(({ on }) => on)
  }

  #refresh(): void {
    const now = this.#options.interfaces()
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
    socket.on('error', () => {
      if (isOurs()) this.#drop(handle)
    })
    socket.on('message', (bytes, { address }) => this.#receive(bytes, address))
    // Bound to one address, a socket would get no multicast; the neighbours are told apart by where they are.
    socket.bind({ port: PORT, address: EVERY[family] }, () => {
      if (this.#closed || !isOurs()) return
      try {
        socket.addMembership(GROUPS[family], handle)
        socket.setMulticastInterface(handle)
        socket.setMulticastTTL(TTL)
        socket.setMulticastLoopback(true)
      } catch {
        // The interface has gone again, or does not do multicast.
        return this.#drop(handle)
      }
      this.#options.onNetwork()
    })
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
