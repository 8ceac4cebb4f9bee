import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { fromRouteTable } from '../../../main/outside/gatewayAddress.ts'
import { ipv4DefaultRoutes, ipv6DefaultAdapters } from '../../../main/network/defaultRoutes.ts'
import { outwardAdapters } from '../../../main/network/outwardAdapters.ts'

const IPV4 = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
tun0	00000000	0108000A	0003	0	0	0	00000080	0	0	0
wlan0	00000000	0100A8C0	0003	0	0	600	00000000	0	0	0
eth0	00000000	0101A8C0	0003	0	0	100	00000000	0	0	0
ppp0	00000000	00000000	0001	0	0	50	00000000	0	0	0
dead0	00000000	0201A8C0	0002	0	0	1	00000000	0	0	0
eth0	0001A8C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
`
const ZERO = '0'.repeat(32)
const IPV6 = `${ZERO} 00 ${ZERO} 00 fe800000000000000000000000000001 00000258 00000001 00000000 00000003    wlan0
${ZERO} 00 ${ZERO} 00 fe800000000000000000000000000001 00000064 00000001 00000000 00000003     eth0
${ZERO} 01 ${ZERO} 00 ${ZERO} 00000001 00000001 00000000 00000001     tun0
${ZERO} 00 ${ZERO} 00 ${ZERO} ffffffff 00000001 00000000 00200200       lo
`

test('of the default routes the one with the least metric is the best; half of the world is none', () => {
  expect(ipv4DefaultRoutes(IPV4).map(({ adapter }) => adapter)).toEqual(['ppp0', 'eth0', 'wlan0'])
  expect(ipv6DefaultAdapters(IPV6)).toEqual(['eth0', 'wlan0'])
  expect([ipv4DefaultRoutes(''), ipv6DefaultAdapters('')]).toEqual([[], []])
  expect(fromRouteTable(IPV4), 'a VPN’s half route has no say in who the router is').toBe('192.168.1.1')
})

test('systems without such tables are asked for our address on the way to the world', async () => {
  const here = networkInterfaces()
  const [own, asked] = [await outwardAdapters(here, 'linux'), await outwardAdapters(here, 'darwin')]
  expect(asked.every((name) => own.includes(name))).toBe(true)
})
