import { readFileSync } from 'node:fs'
import { SocketAddress } from 'node:net'

/** Bits of an address as Linux tells them (`linux/if_addr.h`). */
const TEMPORARY = 0x01
const DUPLICATE = 0x08
const DEPRECATED = 0x20
const TENTATIVE = 0x40
const FLEETING = TEMPORARY | DUPLICATE | DEPRECATED | TENTATIVE

/**
 * IPv6 addresses of this computer that nobody should be told: made up for a day (RFC 8981), about to go, or not known yet
 * to be ours alone. Only Linux tells; elsewhere none is known.
 *
 * @param table as `/proc/net/if_inet6` has it.
 */
export function temporaryAddresses(table: string = readTable()): ReadonlySet<string> {
  return new Set(
    table.split('\n').flatMap((line) => {
      const [digits = '', , , , flags = ''] = line.trim().split(/\s+/)
      if ((Number.parseInt(flags, 16) & FLEETING) === 0) return []
      const groups = digits.match(/[\da-f]{4}/gi) ?? []
      if (groups.length !== 8) return []
      return [new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address]
    }),
  )
}

function readTable(): string {
  try {
    return readFileSync('/proc/net/if_inet6', 'latin1')
  } catch {
    // Another system, or one without IPv6.
    return ''
  }
}
