import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type NetworkInterfaceInfo, networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryAddresses } from '../../../main/network/temporaryAddresses.ts'
import { isLoneBridge } from '../../../main/network/isLoneBridge.ts'
import { lanAddresses } from '../../../main/network/lanAddresses.ts'

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
  expect([...temporaryAddresses(lines.join('\n'))]).toEqual(found)
})

test('the system’s own table is read, and has no address of loopback among them', () => {
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses)
  const fleeting = temporaryAddresses()
  expect(all.filter(({ internal, address }) => internal && fleeting.has(address))).toEqual([])
})

describe('the adapter of the default route comes first', () => {
  const eth0 = [on('192.168.1.20/24'), on('fd00::20/64')]

  test.each([
    ['incusbr0', '10.77.0.1/24'],
    ['waydroid0', '192.168.240.1/24'],
    ['cscotun0', '10.20.0.5/24'],
    ['ham0', '25.10.20.30/8'],
    ['nebula1', '10.42.0.2/24'],
    ['CloudflareWARP', '172.16.0.2/32'],
    ['outline-tun0', '10.0.85.1/24'],
    ['usb0', '192.168.42.100/24'],
    ['gpd0', '10.9.9.9/32'],
    ['br0', '10.88.0.1/24'],
    ['brand-new0', '10.99.0.1/24'],
    ['another0', '10.98.0.1/32'],
  ])('before %s', (name, cidr) => {
    const found = lanAddresses({ [name]: [on(cidr)], eth0 }, new Set(), ['eth0'])
    expect(found.map(({ address }) => address)).toEqual(['192.168.1.20', 'fd00::20', cidr.split('/')[0]])
  })

  test('and what a network of containers calls itself by is told to nobody', () => {
    const found = lanAddresses({ 'flannel.1': [on('10.42.0.0/32')], eth0 }, new Set(), ['eth0'])
    expect(found.map(({ address }) => address)).toEqual(['192.168.1.20', 'fd00::20'])
  })

  test('a line between two ends leads to the world on some rented computers', () => {
    const found = lanAddresses({ eth0: [on('203.0.113.20/32')] }, new Set(), ['eth0'])
    expect(found).toEqual([{ address: '203.0.113.20', kind: 'lan' }])
  })

  test.each(['CloudflareWARP', 'another0'])('where none is known, %s is not first either', (name) => {
    const found = lanAddresses({ [name]: [on('10.77.0.1/32')], eth0 }, new Set())
    expect(found.map(({ address }) => address).slice(0, 2)).toEqual(['192.168.1.20', 'fd00::20'])
  })

  test('whatever programs have called it', () => {
    const interfaces = { eth1: [on('10.1.0.9/24')], 'vEthernet (External)': [on('192.168.1.20/24')] }
    expect(lanAddresses(interfaces, new Set(), ['vEthernet (External)'])).toEqual([
      { address: '192.168.1.20', kind: 'lan' },
      { address: '10.1.0.9', kind: 'lan' },
    ])
  })

  test('but not a tunnel through which everything goes', () => {
    const interfaces = {
      corp: [{ ...on('10.20.0.5/24'), mac: '00:00:00:00:00:00' }],
      tun0: [on('10.8.0.2/24')],
      eth0,
    }
    expect(lanAddresses(interfaces, new Set(), ['corp', 'tun0'])[0]).toEqual({
      address: '192.168.1.20',
      kind: 'lan',
    })
  })

  test('the better one of two', () => {
    const interfaces = { wlan0: [on('192.168.1.21/24')], eth0 }
    const order = (...outward: string[]) =>
      lanAddresses(interfaces, new Set(), outward).map(({ address }) => address)
    expect(order('eth0', 'wlan0')).toEqual(['192.168.1.20', 'fd00::20', '192.168.1.21'])
    expect(order('wlan0', 'eth0')).toEqual(['192.168.1.21', '192.168.1.20', 'fd00::20'])
  })
})

test('a bridge without a card on it is for this computer alone', async () => {
  const root = await mkdtemp(join(tmpdir(), 'hearth-adapters-'))
  const bridge = async (name: string, port: string) => {
    await mkdir(join(root, name, 'brif', port), { recursive: true })
    await writeFile(join(root, name, 'address'), '02:00:00:00:00:01\n')
  }
  await bridge('br0', 'eth0')
  await bridge('br1', 'tap3')
  await bridge('br2', 'bond0')
  await mkdir(join(root, 'eth0', 'device'), { recursive: true })
  await mkdir(join(root, 'bond0', 'lower_eth1'), { recursive: true })
  await mkdir(join(root, 'tap3'))
  const lone = (name: string, mac = '02:00:00:00:00:01') => isLoneBridge(name, mac, root)
  expect(['br0', 'br1', 'br2', 'eth0', 'none'].map((name) => lone(name))).toEqual([
    false,
    true,
    false,
    false,
    false,
  ])
  expect(lone('br1', '02:00:00:00:00:02'), 'one of another network namespace').toBe(false)
  await rm(root, { recursive: true })
})
