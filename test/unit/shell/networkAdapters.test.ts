import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { NetworkAdapters } from '../../../main/shell/diagnostics/NetworkAdapters.ts'

const on = (cidr: string, scopeid = 0): NetworkInterfaceInfo => {
  const base = { address: cidr.split('/')[0] ?? '', netmask: '', mac: '', internal: false, cidr }
  return cidr.includes(':') ? { ...base, family: 'IPv6', scopeid } : { ...base, family: 'IPv4' }
}

test('adapters with IPv6 count as those with IPv4 do, and a link-local address alone is no network', () => {
  const all = new NetworkAdapters({
    eth0: [on('fd00::20/64'), on('fe80::20/64', 2)],
    tun0: [on('10.8.0.2/24')],
    wlan0: [on('fe80::21/64', 3)],
  })
  expect(all.kinds).toEqual(['lan', 'tunnel'])
  expect(all.kindOf('fd00::20')).toBe('lan')
  expect(all.kindOf('fe80::21')).toBeNull()
})

test('the system tells which way leads to an address, of both families', async () => {
  const all = new NetworkAdapters({ lo: [on('127.0.0.1/8'), on('::1/128')] })
  expect(await all.towards('127.9.9.9')).toEqual({ over: 'lan', near: true })
  expect(await all.towards('::1')).toEqual({ over: 'lan', near: true })
})
