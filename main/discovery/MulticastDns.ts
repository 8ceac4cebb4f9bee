import { createSocket, type Socket } from 'node:dgram'
import dnsPacket, { type DecodedPacket, type Packet } from 'dns-packet'
import { isNeighbour, type LanInterface } from './lanInterfaces.ts'
import { PacketBudget } from './PacketBudget.ts'

/** The addresses of mDNS (RFC 6762, §3). Routers do not pass it on. */
const GROUP = '224.0.0.251'
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

interface Voice extends LanInterface {
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
   * Sends on every network what `packetFor` makes for it. Resolves when it is with the system; never rejects.
   *
   * @param packetFor gets our address on that network.
   */
  async send(packetFor: (address: string) => Packet): Promise<void> {
    await Promise.all(
      [...this.#voices.values()].map(({ socket, address }) => {
        const bytes = dnsPacket.encode(packetFor(address))
        return new Promise<void>((resolve) => {
          try {
            socket.send(bytes, PORT, GROUP, () => resolve())
          } catch {
            resolve()
          }
        })
      }),
    )
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#timer)
    for (const address of [...this.#voices.keys()]) this.#drop(address)
  }

  #refresh(): void {
    const now = this.#options.interfaces()
    for (const address of [...this.#voices.keys()])
      if (!now.some((other) => other.address === address)) this.#drop(address)
    for (const one of now) if (!this.#voices.has(one.address)) this.#add(one)
  }

  #add(one: LanInterface): void {
    // Other programs on this computer listen for mDNS as well.
    const socket = createSocket({ type: 'udp4', reuseAddr: true })
    const voice: Voice = { ...one, socket }
    this.#voices.set(one.address, voice)
    socket.on('error', () => {
      if (this.#voices.get(one.address) === voice) this.#drop(one.address)
    })
    socket.on('message', (bytes, { address }) => this.#receive(bytes, address))
    // Bound to one address, a socket would get no multicast; the neighbours are told apart by where they are.
    socket.bind({ port: PORT, address: '0.0.0.0' }, () => {
      if (this.#closed || this.#voices.get(one.address) !== voice) return
      try {
        socket.addMembership(GROUP, one.address)
        socket.setMulticastInterface(one.address)
        socket.setMulticastTTL(TTL)
        socket.setMulticastLoopback(true)
      } catch {
        // The interface has gone again, or does not do multicast.
        return this.#drop(one.address)
      }
      this.#options.onNetwork()
    })
  }

  #drop(address: string): void {
    const voice = this.#voices.get(address)
    this.#voices.delete(address)
    voice?.socket.close()
  }

  #receive(bytes: Buffer, from: string): void {
    if (bytes.length > MAX_BYTES || !isNeighbour(from, [...this.#voices.values()])) return
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
