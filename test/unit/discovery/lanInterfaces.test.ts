import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { isNeighbour, lanInterfaces } from '../../../main/network/lanInterfaces.ts'
import { PacketLimiter } from '../../../main/discovery/PacketLimiter.ts'

const info = { netmask: '', mac: '02:00:00:00:00:01' }
const ipv4 = (cidr: string, internal = false): NetworkInterfaceInfo => ({
  ...info,
  family: 'IPv4',
  address: cidr.split('/')[0] ?? '',
  internal,
  cidr,
})
const ipv6 = (cidr: string, scopeid = 0): NetworkInterfaceInfo => ({
  ...info,
  family: 'IPv6',
  address: cidr.split('/')[0] ?? '',
  internal: false,
  cidr,
  scopeid,
})
const handles = (...asked: Parameters<typeof lanInterfaces>) =>
  lanInterfaces(...asked).map(({ handle }) => handle)

test('meetings are announced on local networks alone', () => {
  const interfaces = {
    lo: [ipv4('127.0.0.1/8', true)],
    eth0: [ipv4('192.168.1.20/24')],
    wlan0: [ipv4('10.1.2.3/16'), ipv4('169.254.3.4/16')],
    eth1: [ipv4('203.0.113.9/24'), ipv6('2001:db8:9::9/64'), ipv6('fe80::9/64', 5)],
    ppp0: [ipv4('10.9.9.9/32')],
    tun0: [ipv4('10.8.0.2/24'), ipv6('fe80::8/64', 8)],
    docker0: [ipv4('172.17.0.1/16')],
  }
  expect(handles(undefined, interfaces)).toEqual(['192.168.1.20', '10.1.2.3', '169.254.3.4'])
  expect(handles('10.1.2.3', interfaces)).toEqual(['10.1.2.3'])
  expect(handles('127.0.0.1', interfaces)).toEqual([])
  expect(handles('203.0.113.9', interfaces)).toEqual([])
})

test('with IPv6 they are announced there too, and each network hears of all addresses on it', () => {
  const interfaces = {
    eth0: [ipv4('192.168.1.20/24'), ipv6('fd00::20/64'), ipv6('fe80::20/64', 2)],
    wlan0: [ipv6('2001:db8:1::20/64'), ipv6('2001:db8:1::da1/64'), ipv6('fe80::21/64', 3)],
    eth2: [ipv6('fe80::22/64', 4)],
  }
  const fleeting = new Set(['2001:db8:1::da1'])
  expect(lanInterfaces(undefined, interfaces, fleeting)).toMatchObject([
    { family: 'ipv4', handle: '192.168.1.20', addresses: ['192.168.1.20', 'fd00::20'] },
    { family: 'ipv6', handle: '::%eth0', addresses: ['192.168.1.20', 'fd00::20'] },
    { family: 'ipv6', handle: '::%wlan0', addresses: ['2001:db8:1::20'] },
  ])
  expect(lanInterfaces('fd00::20', interfaces)).toMatchObject([
    { handle: '::%eth0', addresses: ['fd00::20'] },
  ])
})

test('whoever is not on the same network is not listened to', () => {
  const ours = [{ cidrs: ['192.168.1.20/24', '2001:db8:1::20/64'] }]
  for (const near of ['192.168.1.77', '2001:db8:1::77', 'fe80::77%eth0'])
    expect(isNeighbour(near, ours)).toBe(true)
  for (const far of ['192.168.2.77', '8.8.8.8', '2001:db8:2::77']) expect(isNeighbour(far, ours)).toBe(false)
})

test('a flood of one sender leaves the others their say, and all together are bounded', () => {
  const budget = new PacketLimiter()
  const granted = (sender: string, packets: number, now: number) =>
    Array.from({ length: packets }, () => budget.grants(sender, now)).filter(Boolean).length
  expect(granted('192.168.1.66', 10_000, 0)).toBe(60)
  expect(granted('192.168.1.20', 5, 0)).toBe(5)
  const madeUp = Array.from({ length: 2000 }, (_one, index) =>
    granted(`10.0.${index >> 8}.${index % 256}`, 2, 0),
  )
  expect(madeUp.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(400)
  expect(granted('192.168.1.20', 5, 2000), 'two seconds later').toBe(5)
})
