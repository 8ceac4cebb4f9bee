/** A way to all the world that has no way of its own, as Linux has it. */
export interface Route {
  readonly adapter: string
  /** Of IPv4, as the table writes it; `00000000` where there is none. */
  readonly gateway: string
}

const UP = 0x1
const REJECT = 0x200
const NOWHERE = /^0+$/

/**
 * The default routes of IPv4, the best first. Half of the world, as a VPN writes its route (`0.0.0.0/1`), is none.
 *
 * @param table as `/proc/net/route` has it.
 */
export function ipv4DefaultRoutes(table: string): Route[] {
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/))
  return rows
    .filter(([, to = '-', , flags = '', , , , mask = '-']) => NOWHERE.test(to + mask) && leads(flags))
    .toSorted((one, other) => Number(one[6]) - Number(other[6]))
    .flatMap(([adapter, , gateway]) => (adapter && gateway ? [{ adapter, gateway }] : []))
}

/** The adapters of IPv6's default routes, the best first. @param table as `/proc/net/ipv6_route` has it. */
export function ipv6DefaultAdapters(table: string): string[] {
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/))
  return rows
    .filter(
      ([to = '-', bits = '-', , , , , , , flags = '', adapter]) =>
        NOWHERE.test(to + bits) && leads(flags) && adapter !== 'lo',
    )
    .toSorted((one, other) => metric(one) - metric(other))
    .flatMap(([, , , , , , , , , adapter]) => adapter ?? [])
}

function leads(flags: string): boolean {
  const bits = Number.parseInt(flags, 16)
  return (bits & UP) !== 0 && (bits & REJECT) === 0
}

function metric(row: readonly string[]): number {
  return Number.parseInt(row[5] ?? '', 16)
}
