import { isIPv4 } from 'node:net'
import { availableParallelism } from 'node:os'
import {
  type IceServer,
  type IceServerEntry,
  type OutsideAccessState,
  type OutsideAccessConfig,
  parseIceServers,
} from '../../../protocol/hostProcess/outsideAccess.ts'
import { lanAddresses } from '../../network/lanAddresses.ts'
import { isLocalAddress } from '../../network/lanInterfaces.ts'
import type { Gateway } from '../../outside/Gateway.ts'
import { PortMapper, type WantedPort } from '../../outside/PortMapper.ts'
import { turnCredential } from '../../outside/turnCredential.ts'
import type { FindOutside } from '../../sfu/workers/portMapping.ts'
import type { HostConfig } from '../config/hostConfig.ts'
import { isLoopback } from '../../network/isLoopback.ts'

export interface OutsideAccessOptions {
  readonly config: HostConfig
  readonly log: { info(details: object, text: string): void; warn(details: object, text: string): void }
  /** The outside address came, went or changed. */
  readonly onChange: () => void
}

/** By what guests from outside the local network get here, where somebody wants that: ports of the router, ICE servers. */
export class OutsideAccess {
  readonly #options: OutsideAccessOptions
  #wish: OutsideAccessConfig = { mapPorts: false, iceServers: '' }
  #mapper: PortMapper | null = null

  constructor(options: OutsideAccessOptions) {
    this.#options = options
  }

  /** The servers that ask nobody for a password: for everybody, also before being in a room. */
  get openIceServers(): IceServer[] {
    return this.#entries.flatMap((entry) =>
      entry.kind === 'plain' && entry.server.credential === undefined ? [entry.server] : [],
    )
  }

  /** Whether there are TURN servers. */
  get relays(): boolean {
    return this.#entries.length > this.openIceServers.length
  }

  /** STUN and TURN servers for somebody in a room, whom TURN servers know by that name. */
  iceServersFor(name: string): IceServer[] {
    return this.#entries.map((entry) =>
      entry.kind === 'plain'
        ? entry.server
        : { urls: entry.urls, ...turnCredential(entry.secret, Date.now(), name) },
    )
  }

  get state(): OutsideAccessState {
    return this.#mapper?.state ?? { state: 'off' }
  }

  /** Where the pages are reached from outside, with the port; null: they are not. */
  get place(): { readonly address: string; readonly port: number } | null {
    const { state } = this
    const pages = state.state === 'open' ? state.ports.find(({ use }) => use === 'pages') : undefined
    return state.state === 'open' && pages ? { address: state.address, port: pages.outside } : null
  }

  readonly find: FindOutside = (protocol, port) => {
    const { state } = this
    if (state.state !== 'open') return null
    const mapped = state.ports.find((one) => one.protocol === protocol && one.inside === port)
    return mapped === undefined ? null : { address: state.address, port: mapped.outside }
  }

  wish(wish: OutsideAccessConfig): void {
    this.#wish = wish
    this.#follow()
  }

  /** The host listens: from now on the router may be asked. */
  listening(port: number): void {
    const { config, log, onChange } = this.#options
    // Who listens on loopback, or behind a proxy, is reached by nobody's router.
    if (config.plainHttp || (config.address !== undefined && isLoopback(config.address))) return
    this.#mapper = new PortMapper({
      findRouter: () => findRouter(config.address, port),
      ports: portsOf(config, port),
      after(ms, call) {
        const timer = setTimeout(call, ms).unref()
        return () => clearTimeout(timer)
      },
      onChange: (state) => {
        if (state.state === 'open')
          log.info({ ports: state.ports.length }, 'the router leads here from outside')
        if (state.state === 'failed')
          log.warn({ code: state.code }, 'the router does not lead here from outside')
        onChange()
      },
    })
    this.#follow()
  }

  /** This computer is on another network, with another router. */
  moved(): void {
    this.#mapper?.again()
  }

  async close(): Promise<void> {
    const mapper = this.#mapper
    this.#mapper = null
    await mapper?.close()
  }

  /** What an operator has set, and what the person has. */
  get #entries(): IceServerEntry[] {
    const { iceServers } = this.#options.config
    return parseIceServers([...iceServers, this.#wish.iceServers].join(' ')) ?? []
  }

  #follow(): void {
    void this.#mapper?.enable(this.#options.config.mapPorts || this.#wish.mapPorts)
  }
}

/** What a guest needs; the spare worker's port too, since it takes a dead one's place. */
function portsOf({ mediaPort, workers }: HostConfig, port: number): WantedPort[] {
  const count = mediaPort === 0 ? 0 : (workers ?? Math.max(1, availableParallelism() - 1)) + 1
  const media = Array.from({ length: count }, (_worker, index) => mediaPort + index)
  return [
    { protocol: 'tcp', inside: port, use: 'pages' },
    ...media.flatMap((inside) => [
      { protocol: 'udp' as const, inside, use: 'media' as const },
      { protocol: 'tcp' as const, inside, use: 'media' as const },
    ]),
  ]
}

/**
 * The gateway itself first, since its answer comes at once. Loaded when it is first wanted.
 *
 * @throws where it refuses and no other one answers.
 */
async function findRouter(address: string | undefined, port: number): Promise<Gateway | null> {
  const { gatewayAddress: defaultGateway } = await import('../../outside/gatewayAddress.ts')
  const { pmpGateway: gatewayRouter } = await import('../../outside/pmpGateway.ts')
  const gateway = await defaultGateway()
  // A router of the internet itself is nobody that we should ask.
  if (gateway === null || !isLocalAddress(gateway)) return null
  const asking = gatewayRouter(gateway, { protocol: 'tcp', port })
  const found = await asking.catch(() => null)
  if (found !== null) return found
  const { upnpGateway: upnpRouter } = await import('../../outside/upnpGateway.ts')
  const ours = address === undefined ? lanAddresses().map((one) => one.address) : [address]
  return (
    (await upnpRouter(
      ours.filter((one) => isIPv4(one) && isLocalAddress(one)),
      gateway,
    )) ?? asking
  )
}
