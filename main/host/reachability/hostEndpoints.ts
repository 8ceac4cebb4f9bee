import type { HostEndpoint } from '../../../protocol/hostEndpoint.ts'
import type { LanAddress } from '../../network/lanAddresses.ts'
import { isPublicAddress } from '../../network/isPublicAddress.ts'
import { baseUrl, type Serving } from '../../network/baseUrl.ts'

export interface HostEndpointsOptions {
  readonly serving: Serving
  readonly port: number
  /** Of the certificate, where browsers know it. */
  readonly names: readonly string[]
  /** Empty where only this computer reaches the host, whatever else there is. */
  readonly lan: readonly LanAddress[]
  /** The address that an operator tells clients, of what leads here with the same ports; null: none. */
  readonly announced: string | null
  /** Where the router leads here from; null: nowhere. */
  readonly outside: { readonly address: string; readonly port: number } | null
}

/** Where others reach a host, the likeliest to work on its own network first; those of programs on this computer last. */
export function hostEndpoints(options: HostEndpointsOptions): HostEndpoint[] {
  const { serving, port, names, lan, announced, outside } = options
  // Loopback alone is reached by no name, and by nobody else.
  if (lan.length === 0) return []
  const base = (host: string, at = port) => baseUrl(serving, host, at)
  const told = announced === null || lan.some(({ address }) => address === announced) ? [] : [announced]
  const [toldOutside, toldHere] = [told.filter(isPublicAddress), told.filter((one) => !isPublicAddress(one))]
  const over = (kind: LanAddress['kind']) =>
    lan.filter((one) => one.kind === kind).map(({ address }) => ({ base: base(address), over: kind }))
  const all: HostEndpoint[] = [
    ...names.map((name) => ({ base: base(name), over: 'name' as const })),
    // Behind address translation it is the only one that others reach.
    ...toldHere.map((address) => ({ base: base(address), over: 'lan' as const })),
    ...over('lan'),
    ...toldOutside.map((address) => ({ base: base(address), over: 'outside' as const })),
    ...(outside === null ? [] : [{ base: base(outside.address, outside.port), over: 'outside' as const }]),
    ...over('tunnel'),
    ...over('virtual'),
  ]
  return all.filter((one, index) => all.findIndex((other) => other.base === one.base) === index)
}
