import { expect, test } from 'vitest'
import { networkKey } from '../../../main/network/networkKey.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::7', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:1::', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '127.0.0.1'],
  ['0:0::1', '127.0.0.1'],
  ['', ''],
])('P-LIMIT-9 %s counts as %s', (address, network) => {
  expect(networkKey(address)).toBe(network)
})
