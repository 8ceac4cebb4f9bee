import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { isNeighbour, lanInterfaces } from '../../../main/discovery/lanInterfaces.ts'
import { PacketBudget } from '../../../main/discovery/PacketBudget.ts'

const ipv4 = (cidr: string, internal = false): NetworkInterfaceInfo => ({
  family: 'IPv4',
  address: cidr.split('/')[0] ?? '',
  netmask: '255.255.255.0',
  mac: '02:00:00:00:00:01',
  internal,
  cidr,
})

test('meetings are announced on local networks alone', () => {
  const interfaces = {
    lo: [ipv4('127.0.0.1/8', true)],
    eth0: [ipv4('192.168.1.20/24')],
    wlan0: [ipv4('10.1.2.3/16'), ipv4('169.254.3.4/16')],
    eth1: [ipv4('203.0.113.9/24')],
    ppp0: [ipv4('10.9.9.9/32')],
    tun0: [ipv4('10.8.0.2/24')],
    docker0: [ipv4('172.17.0.1/16')],
  }
  const all = lanInterfaces(undefined, interfaces).map(({ cidr }) => cidr)
  expect(all).toEqual(['192.168.1.20/24', '10.1.2.3/16', '169.254.3.4/16'])
  expect(lanInterfaces('10.1.2.3', interfaces).map(({ cidr }) => cidr)).toEqual(['10.1.2.3/16'])
  expect(lanInterfaces('127.0.0.1', interfaces)).toEqual([])
  expect(lanInterfaces('203.0.113.9', interfaces)).toEqual([])
})

test('whoever is not on the same network is not listened to', () => {
  const ours = [{ address: '192.168.1.20', cidr: '192.168.1.20/24' }]
  expect(isNeighbour('192.168.1.77', ours)).toBe(true)
  expect(isNeighbour('192.168.2.77', ours)).toBe(false)
  expect(isNeighbour('8.8.8.8', ours)).toBe(false)
})

test('a flood of one sender leaves the others their say, and all together are bounded', () => {
  const budget = new PacketBudget()
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
