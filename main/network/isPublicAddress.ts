import { BlockList, isIPv4 } from 'node:net'

/** What is not of the internet: private, shared by a provider's customers (RFC 6598), loopback, link-local, made up. */
const elsewhere = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  elsewhere.addSubnet(net, bits)

/** Whether an IPv4 address can be reached from the internet, by its number. */
export function isPublicAddress(address: string): boolean {
  return isIPv4(address) && !elsewhere.check(address, 'ipv4')
}
