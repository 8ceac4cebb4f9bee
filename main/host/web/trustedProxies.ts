import { BlockList, isIP } from 'node:net'
import { canonicalAddress } from '../../network/canonicalAddress.ts'

/**
 * Makes what tells whether an address is that of a proxy whose word is believed.
 *
 * @param trusted addresses and ranges, as in `192.0.2.0/24`.
 */
export function trustedProxies(trusted: readonly string[]): (address: string) => boolean {
  const proxies = new BlockList()
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/')
    if (bits === undefined) proxies.addAddress(address, familyOf(address))
    else proxies.addSubnet(address, Number(bits), familyOf(address))
  }
  return (written) => {
    const address = canonicalAddress(written)
    return isIP(address) !== 0 && proxies.check(address, familyOf(address))
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
