import { isIP, isIPv4, SocketAddress } from 'node:net'

const IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/

/**
 * IP addresses as a certificate names them, each once: without the zone (`fe80::1%eth0`), which counts on one computer only;
 * IPv4 that stands in IPv6 as IPv4; in the usual spelling. What is no address is left out.
 */
export function certifiableAddresses(addresses: readonly string[]): string[] {
  const plain = addresses.flatMap((text) => {
    const [address = ''] = text.split('%')
    if (isIP(address) === 0) return []
    if (isIPv4(address)) return [address]
    const usual = new SocketAddress({ address, family: 'ipv6' }).address
    return [IN_IPV6.exec(usual)?.[1] ?? usual]
  })
  return [...new Set(plain)]
}
