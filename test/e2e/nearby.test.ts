import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatInviteLink, parseInviteLink } from '../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../protocol/names.ts'
import { AppOnStation } from '../fixtures/AppOnStation.ts'
import { NamespaceLan, type Station } from '../fixtures/NamespaceLan.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'
import { StationProgram } from '../fixtures/StationProgram.ts'

let lan: NamespaceLan
let outside: () => Promise<number>
let app: AppOnStation
let host: SpawnedHost
let guestStation: Station
let strangerStation: Station
const programs: StationProgram[] = []

beforeAll(async () => {
  lan = await NamespaceLan.create(2)
  outside = await lan.watchOutside()
  const [one, other] = lan.others
  if (one === undefined || other === undefined) throw new Error('The network lacks people.')
  guestStation = one
  strangerStation = other
  host = await spawnHost(['--address', lan.host.address, '--workers', '1', '--no-supervise'], lan.host.within)
  app = await AppOnStation.start(guestStation)
})
afterAll(async () => {
  await app.close()
  for (const program of programs) await program.stop()
  await host.stop()
  await lan.close()
})

const tell: AppOnStation['tell'] = (order) => app.tell(order)

async function sit(room: string): Promise<StationProgram> {
  const { program } = await StationProgram.start(lan.host, 'sitInRoom.ts', [host.base, room, 'Ada'])
  programs.push(program)
  return program
}

const patience = { interval: 100 }
const rooms = async () => ((await tell({ type: 'nearby' })) as string[]).map((row) => row.split('on ')[0])

// One story: whom the app knows later depends on whom it met before.
test('an app finds the meetings of its network, joins by a click, and keeps to the host that it met', async () => {
  expect(await rooms()).toEqual([])
  const ada = await sit('standup')
  await expect.poll(rooms, patience).toEqual(['standup'])
  const board = await sit('board')
  await expect.poll(rooms, patience).toEqual(['board', 'standup'])
  await board.stop()
  await expect.poll(rooms, patience).toEqual(['standup'])

  await tell({ type: 'press', name: 'standup' })
  expect(await tell({ type: 'sees', text: 'Join now' }), 'no question about a certificate').toBe(0)
  await tell({ type: 'press', name: 'Join now' })
  await tell({ type: 'press', name: 'Leave' })
  await tell({ type: 'press', name: 'Home' })

  // A man in the middle: at first contact he answers in place of the host that a link is about…
  const room = roomNameSchema.parse('standup')
  const read = parseInviteLink(host.link)
  if (!read.ok) throw new Error('The host has printed no link.')
  const stranger = await StationProgram.start(strangerStation, 'impostor.ts', [strangerStation.address])
  programs.push(stranger.program)
  const base = `https://${strangerStation.address}:${stranger.first.split(' ')[1]}/`
  await tell({ type: 'type', name: 'Room', text: formatInviteLink({ ...read.link, base, room }) })
  await tell({ type: 'press', name: 'Join' })
  expect(await tell({ type: 'sees', text: 'This is not the host you know' })).toBe(1)
  await tell({ type: 'press', name: 'Back' })

  // A host that is killed says no goodbye.
  await ada.stop()
  host.process.kill('SIGKILL')
  await expect.poll(rooms, patience).toEqual([])

  // … and later at the very address of a host that is known.
  const { port } = new URL(host.base)
  const impostor = await StationProgram.start(lan.host, 'impostor.ts', [lan.host.address, port])
  programs.push(impostor.program)
  await tell({ type: 'press', name: `standup on ${lan.host.address}` })
  expect(await tell({ type: 'sees', text: 'This is not the host you know' })).toBe(1)
  await tell({ type: 'press', name: 'Back' })

  expect(await outside(), 'packets to anything but the network').toBe(0)
})
