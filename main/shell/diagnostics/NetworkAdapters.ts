import { createSocket } from 'node:dgram'
import { BlockList, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { AdapterKind } from '../../../protocol/ipc/network.ts'
import { adapterKind } from '../../network/adapterKind.ts'

interface Adapter {
  readonly kind: AdapterKind
  readonly address: string
  /** `192.168.1.20/24`; null where the system does not tell. */
  readonly cidr: string | null
}

/** For documents alone (RFC 5737, RFC 3849): what leads there leads to all the world. Nothing is sent to them. */
const ANYWHERE = ['192.0.2.1', '2001:db8::1'] as const

/**
 * This computer's adapters, one for each address, as they are when it is made. Link-local addresses of IPv6 do not count:
 * every adapter has one, on a network or not.
 */
export class NetworkAdapters {
  readonly #all: readonly Adapter[]

  constructor(interfaces = networkInterfaces()) {
    this.#all = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
      addresses
        .filter(({ internal, scopeid }) => !internal && !scopeid)
        .map(({ address, cidr }) => ({ kind: adapterKind(name, address), address, cidr })),
    )
  }

  get kinds(): readonly AdapterKind[] {
    return this.#all.map(({ kind }) => kind)
  }

  /** Of the adapter that has this address; null: none has it. */
  kindOf(address: string): AdapterKind | null {
    return this.#all.find((one) => one.address === address)?.kind ?? null
  }

  /** What is used for whatever is for no network of ours. */
  async outward(): Promise<AdapterKind | null> {
    for (const address of ANYWHERE) {
      const { over } = await this.towards(address)
      if (over !== null) return over
    }
    return null
  }

  /** What the system would send with to an address, and whether without a router. Nothing is sent. */
  async towards(address: string): Promise<{ readonly over: AdapterKind | null; readonly near: boolean }> {
    const source = await sourceTowards(address)
    const adapter = this.#all.find((one) => one.address === source)
    if (adapter === undefined) return { over: null, near: false }
    return { over: adapter.kind, near: contains(adapter.cidr, address) }
  }
}

/** Connecting a UDP socket only asks the system for its way. @returns our own address on it; null: there is none. */
function sourceTowards(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    const end = (source: string | null) => {
      socket.close()
      resolve(source)
    }
    socket.once('error', () => end(null))
    socket.connect(9, address, () => end(socket.address().address))
  })
}

function contains(cidr: string | null, address: string): boolean {
  const [net = '', bits = ''] = cidr?.split('/') ?? []
  if (bits === '') return false
  const block = new BlockList()
  block.addSubnet(net, Number(bits), isIPv6(net) ? 'ipv6' : 'ipv4')
  return block.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
