import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { fleetingAddresses } from '../../../main/discovery/fleetingAddresses.ts'
import { lanAddresses } from '../../../main/discovery/lanAddresses.ts'

const on = (cidr: string, scopeid = 0): NetworkInterfaceInfo => {
  const base = { address: cidr.split('/')[0] ?? '', netmask: '', mac: '', internal: false, cidr }
  return cidr.includes(':') ? { ...base, family: 'IPv6', scopeid } : { ...base, family: 'IPv4' }
}

test('real adapters come before VPNs and those of this computer, IPv4 before IPv6', () => {
  const interfaces = {
    docker0: [on('172.17.0.1/16'), on('fd17::1/64'), on('fe80::17/64', 9)],
    tun0: [on('10.8.0.2/24'), on('fd08::2/64')],
    eth0: [on('fd00::20/64'), on('192.168.1.20/24'), on('2001:db8:1::20/64'), on('fe80::20/64', 2)],
    wlan0: [on('10.0.0.7/24'), on('169.254.7.7/16')],
  }
  expect(lanAddresses(interfaces, new Set())).toEqual([
    { address: '192.168.1.20', kind: 'lan' },
    { address: '10.0.0.7', kind: 'lan' },
    { address: 'fd00::20', kind: 'lan' },
    { address: '2001:db8:1::20', kind: 'lan' },
    { address: '10.8.0.2', kind: 'tunnel' },
    { address: 'fd08::2', kind: 'tunnel' },
    { address: '172.17.0.1', kind: 'virtual' },
  ])
})

test('of IPv6 nobody is told what lasts for a day, and one of each network', () => {
  const eth0 = [
    on('2001:db8:1:0:aaaa::1/64'),
    on('2001:db8:1::20/64'),
    on('2001:db8:1::21/64'),
    on('fd00:0:0:0:5::1/64'),
  ]
  const fleeting = new Set(['2001:db8:1:0:aaaa::1'])
  expect(lanAddresses({ eth0 }, fleeting).map(({ address }) => address)).toEqual([
    '2001:db8:1::20',
    'fd00:0:0:0:5::1',
  ])
})

test('Linux tells which addresses are temporary, old, doubled or not yet ours', () => {
  const lines = [
    'fe8000000000000000fc00fffe000001 04 40 20 80     eth0',
    'fd000000000000000000000000000002 04 40 00 80     eth0',
    '20010db8000100000000000000000003 04 40 00 01     eth0',
    '20010db8000100000000000000000004 04 40 00 20     eth0',
    '20010db8000100000000000000000005 04 40 00 c0     eth0',
    '20010db8000100000000000000000006 04 40 00 88     eth0',
    'nonsense',
  ]
  const found = [3, 4, 5, 6].map((last) => `2001:db8:1::${last}`)
  expect([...fleetingAddresses(lines.join('\n'))]).toEqual(found)
})

test('the system’s own table is read, and has no address of loopback among them', () => {
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses)
  const fleeting = fleetingAddresses()
  expect(all.filter(({ internal, address }) => internal && fleeting.has(address))).toEqual([])
})
