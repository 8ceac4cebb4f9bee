import { BlockList, isIPv4, isIPv6 } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/** Whether an IP address leads to this very computer, however it is written; IPv4 may stand in IPv6 (`::ffff:127.0.0.1`). */
export function isLoopback(address: string): boolean {
  if (isIPv4(address)) return loopback.check(address)
  return isIPv6(address) && loopback.check(address, 'ipv6')
}
