import { createSocket } from 'node:dgram'
import { BlockList } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { AdapterKind } from '../../../protocol/network.ts'
import { adapterKind } from '../../discovery/adapterKind.ts'

interface Adapter {
  readonly kind: AdapterKind
  readonly address: string
  /** `192.168.1.20/24`; null where the system does not tell. */
  readonly cidr: string | null
}

/** In TEST-NET-1 (RFC 5737), which belongs to nobody: what leads there leads to all the world. Nothing is sent to it. */
const ANYWHERE = '192.0.2.1'

/** This computer's adapters with an IPv4 address, as they are when it is made. */
export class Adapters {
  readonly #all: readonly Adapter[]

  constructor(interfaces = networkInterfaces()) {
    this.#all = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
      addresses
        .filter(({ family, internal }) => family === 'IPv4' && !internal)
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
    return (await this.towards(ANYWHERE)).over
  }

  /** What the system would send with to an IPv4 address, and whether without a router. Nothing is sent. */
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
    const socket = createSocket('udp4')
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
  block.addSubnet(net, Number(bits))
  return block.check(address, 'ipv4')
}
