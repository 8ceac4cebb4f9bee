import type { types } from 'mediasoup'
import { isLoopback } from '../../network/isLoopback.ts'
import { createOn } from '../routing/createOn.ts'
import type { MediaLog } from '../routing/unlessClosed.ts'
import { bindableAddresses } from '../workers/bindableAddresses.ts'

/**
 * Bytes that wait at the UDP port while the worker is busy. The system's usual 208 KiB are full of what 25 people send in
 * 40 ms, and what comes then is lost; this holds 0.4 s of it. The system may allow less.
 */
const RECEIVE_BUFFER = 1024 * 1024

/** What is wanted of a transport, wherever it listens. */
export type TransportWish = Omit<
  Extract<types.WebRtcTransportOptions, { webRtcServer: types.WebRtcServer }>,
  'webRtcServer'
>

/** Some addresses on which a worker listens; a transport has those of one listener for good. */
interface Listener {
  readonly server: types.WebRtcServer
  readonly addresses: readonly string[]
  /** Transports on it, those included that are being made. */
  used: number
}

/**
 * The addresses on which one worker listens for media, all with one port. A listener's addresses never change, and each
 * address has a socket of its own: one socket for all answers from an address that was not asked, which ICE does not take.
 * So an address that comes gets a further listener, and one whose addresses have gone is closed with all that is on it.
 */
export class MediaListeners {
  readonly #worker: types.Worker
  readonly #port: number
  readonly #log: MediaLog
  #listeners: Listener[] = []
  #following: Promise<void> | null = null
  /** Whether there ever was one. */
  #begun = false
  /** Those of this computer now, the likeliest first. */
  #addresses: readonly string[] = []

  /** @param port 0 for any. */
  constructor(worker: types.Worker, port: number, log: MediaLog) {
    this.#worker = worker
    this.#port = port
    this.#log = log
  }

  /**
   * From now on these are the addresses; what is listened on already stays. While that is under way, another call waits for
   * it and changes no more than what is told.
   *
   * @throws where it cannot listen on what has come. Trying again later may help.
   */
  follow(addresses: readonly string[]): Promise<void> {
    this.#addresses = addresses
    this.#following ??= this.#follow(addresses).finally(() => {
      this.#following = null
    })
    return this.#following
  }

  async #follow(addresses: readonly string[]): Promise<void> {
    const beyond = addresses.filter((address) => !isLoopback(address))
    // A cable that is out for a moment brings the same address back.
    if (beyond.length === 0 && this.#begun) return
    const known = (address: string) => this.#listeners.some((one) => one.addresses.includes(address))
    // The system may still ask the network about one: then it is for the next time.
    const grows = (await bindableAddresses(addresses.filter((address) => !known(address)))).length > 0
    const gone = ({ addresses: own }: Listener) => !own.some((address) => beyond.includes(address))
    // One for everything again, as long as nobody minds.
    const dead = this.#listeners.filter(
      (one) => (gone(one) && beyond.length > 0) || (grows && one.used === 0),
    )
    this.#listeners = this.#listeners.filter((one) => !dead.includes(one))
    for (const { server } of dead) server.close()
    const usable = await bindableAddresses(addresses.filter((address) => !known(address)))
    // At the start the worker says why where there is none.
    const found = usable.length === 0 && !this.#begun ? addresses : usable
    if (found.length > 0) this.#listeners.push(await this.#open(found))
  }

  get servers(): readonly types.WebRtcServer[] {
    return this.#listeners.map(({ server }) => server)
  }

  /** Whether a listener's address is still one of this computer. */
  isCurrent(address: string): boolean {
    return this.#addresses.includes(address)
  }

  /** Whether a transport is where somebody would be put now who came in by this address. */
  serves(transport: types.WebRtcTransport, cameBy: string | null): boolean {
    const told = transport.iceCandidates.map(({ address }) => address)
    return this.#pick(cameBy)?.addresses.some((address) => told.includes(address)) ?? true
  }

  /**
   * Makes a transport on the listener that is likeliest to be reached.
   *
   * @param cameBy the address of ours that the client has reached already; null where that is not known.
   * @throws where none is listened on, or its worker or router ends meanwhile.
   */
  async openTransport(
    router: types.Router,
    cameBy: string | null,
    options: TransportWish,
  ): Promise<types.WebRtcTransport> {
    const listener = this.#pick(cameBy)
    if (listener === undefined) throw new Error('No address is listened on for media.')
    listener.used += 1
    const unused = () => {
      listener.used -= 1
    }
    try {
      const { server } = listener
      const transport = await createOn(
        router,
        router.createWebRtcTransport({ ...options, webRtcServer: server }),
      )
      transport.observer.once('close', unused)
      return transport
    } catch (error) {
      unused()
      throw error
    }
  }

  #pick(cameBy: string | null): Listener | undefined {
    const having = (test: (address: string) => boolean) =>
      this.#listeners.find(({ addresses }) => addresses.some((address) => test(address)))
    if (cameBy !== null && isLoopback(cameBy)) return having(isLoopback) ?? this.#listeners[0]
    const likeliest = this.#addresses.find(
      (address) => !isLoopback(address) && having((one) => one === address) !== undefined,
    )
    return having((one) => one === cameBy) ?? having((one) => one === likeliest) ?? this.#listeners[0]
  }

  async #open(addresses: readonly string[]): Promise<Listener> {
    const open = (port: number) =>
      this.#worker.createWebRtcServer({
        listenInfos: addresses.flatMap((ip) => [
          { protocol: 'udp' as const, ip, port, recvBufferSize: RECEIVE_BUFFER },
          { protocol: 'tcp' as const, ip, port },
        ]),
      })
    const first = !this.#begun
    const server = await open(this.#port).catch((error: unknown) => {
      // Somebody else may have the port at an address that comes later: rather another port than no way at all.
      if (first || this.#port === 0 || this.#worker.closed) throw error
      this.#log.warn(
        { error, port: this.#port },
        'the media port is taken at a new address; another one is used',
      )
      return open(0)
    })
    this.#begun = true
    return { server, addresses, used: 0 }
  }
}
