import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { formatInviteLink, parseInviteLink } from '../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../protocol/names.ts'
import { AppOnStation } from '../fixtures/AppOnStation.ts'
import { NamespaceLan, type Station } from '../fixtures/NamespaceLan.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'
import { StationProgram } from '../fixtures/StationProgram.ts'

// The host's computer is one of those on the switch, so that the switch can keep it and its guest apart.
let lan: NamespaceLan
let hosting: Station
let guest: Station
let host: SpawnedHost
const mend: (() => Promise<void>)[] = []

beforeAll(async () => {
  lan = await NamespaceLan.create(2)
  const [one, other] = lan.others
  if (one === undefined || other === undefined) throw new Error('The network lacks people.')
  hosting = one
  guest = other
  host = await spawnHost(['--address', hosting.address, '--workers', '1', '--no-supervise'], hosting.within)
})
afterEach(async () => {
  for (const end of mend.splice(0).toReversed()) await end()
})
afterAll(async () => {
  await host.stop()
  await lan.close()
})

async function look(station: Station, what: 'way' | 'heard' | 'reach', ...bases: string[]): Promise<string> {
  const { program, first } = await StationProgram.start(station, 'lookFromStation.ts', [what, ...bases])
  await program.stop()
  return first
}

describe('what the app finds between a guest and a host', () => {
  test('nothing', async () => {
    expect(await look(guest, 'way', 'https://10.77.0.99:8443/', host.base)).toBe('way_fine')
  })

  test('a firewall on the host’s computer', async () => {
    mend.push(await lan.swallowTcp(hosting))
    expect(await look(guest, 'way', host.base)).toBe('way_firewall')
  })

  test('that no meeting is running', async () => {
    expect(await look(guest, 'way', `https://${hosting.address}:1/`)).toBe('way_refused')
  })

  test('that no such computer is there', async () => {
    expect(await look(guest, 'way', 'https://10.77.0.99:8443/')).toBe('way_absent')
  })

  test('a network that keeps its guests apart', async () => {
    const { program } = await StationProgram.start(hosting, 'sitInRoom.ts', [host.base, 'standup', 'Ada'])
    mend.push(() => program.stop(), await lan.isolate())
    expect(await look(guest, 'heard', host.base)).toBe('way_isolated')
  })

  test('a VPN that takes the local network with it', async () => {
    mend.push(await lan.addAdapter(guest, 'tun0', '10.8.0.2/24', ['10.77.0.0/25']))
    expect(await look(guest, 'way', host.base)).toBe('way_vpn')
  })

  test('that the link has the address of a container’s adapter', async () => {
    expect(await look(guest, 'way', 'https://172.17.0.1:8443/')).toBe('way_other_network')
    mend.push(await lan.addAdapter(guest, 'docker0', '172.17.0.1/16'))
    expect(await look(guest, 'way', 'https://172.17.0.1:8443/')).toBe('way_adapter')
  })

  test('that the link has an address which the host gave itself', async () => {
    expect(await look(guest, 'way', 'https://169.254.7.7:8443/')).toBe('way_adapter')
  })

  test('that the cable is out', async () => {
    await lan.cut(guest, 'unplugged')
    mend.push(() => lan.mend(guest))
    expect(await look(guest, 'way', host.base)).toBe('way_offline')
  })
})

describe('what the app finds on the host’s computer', () => {
  test('that others can reach it', async () => {
    expect(await look(hosting, 'reach', host.base)).toBe('reach_fine')
  })

  test('that it listens somewhere else, or no more', async () => {
    expect(await look(hosting, 'reach', `https://${hosting.address}:1/`)).toBe('reach_closed')
    expect(await look(hosting, 'reach', `https://${guest.address}:1/`)).toBe('reach_moved')
  })

  test('that it has the address of a container’s adapter, or of a VPN alone', async () => {
    mend.push(await lan.addAdapter(hosting, 'docker0', '172.17.0.1/16'))
    expect(await look(hosting, 'reach', 'https://172.17.0.1:1/')).toBe('reach_adapter')
    expect(await look(hosting, 'reach', 'https://172.17.0.1:1/', host.base)).toBe('reach_fine')
  })

  test('that a VPN is on', async () => {
    mend.push(await lan.addAdapter(hosting, 'tun0', '10.8.0.2/24', ['default']))
    expect(await look(hosting, 'reach', host.base)).toBe('reach_vpn')
    expect(await look(hosting, 'reach', 'https://10.8.0.2:1/')).toBe('reach_vpn_only')
  })
})

/** The app on the guest's computer. @returns what tells it to do something. */
async function openApp(): Promise<AppOnStation['tell']> {
  const app = await AppOnStation.start(guest)
  mend.push(() => app.close())
  return (order) => app.tell(order)
}

test('the app says what is in the way as soon as joining fails', async () => {
  const tell = await openApp()
  mend.push(await lan.swallowTcp(hosting))
  await tell({ type: 'type', name: 'Room', text: `${host.base}?room=standup` })
  await tell({ type: 'press', name: 'Join' })
  await tell({ type: 'sees', text: 'a firewall swallows what is sent to port' })
  await tell({ type: 'press', name: 'Why can’t I join?' })
  await tell({ type: 'sees', text: 'Whoever hosts should allow Hearth in that computer’s firewall' })
})

test('the app shows whom it was in touch with during a check, as the network has seen it', async () => {
  const outside = await lan.watchOutside()
  const tell = await openApp()
  const room = roomNameSchema.parse('standup')
  const read = parseInviteLink(host.link)
  if (!read.ok) throw new Error('The host has printed no link.')
  await tell({ type: 'type', name: 'Room', text: formatInviteLink({ ...read.link, room }) })
  await tell({ type: 'press', name: 'Join' })
  await tell({ type: 'sees', text: 'Join now' })
  await tell({ type: 'press', name: 'Check devices and network' })
  await tell({ type: 'press', name: 'Yes' })
  await tell({ type: 'sees', text: 'all of them on this computer or your network' })
  expect(await outside()).toBe(0)

  await tell({ type: 'press', name: 'Check again' })
  await tell({ type: 'fetch', url: 'https://198.51.100.7/' })
  await tell({ type: 'press', name: 'Yes' })
  await tell({ type: 'sees', text: 'addresses outside of your network: 1.' })
  expect(await outside()).toBeGreaterThan(0)
})
