import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Announcer } from '../../../main/discovery/Announcer.ts'
import { parseAnnouncements } from '../../../main/discovery/parseAnnouncements.ts'
import { RoomAnnouncer } from '../../../main/host/reachability/RoomAnnouncer.ts'
import { hostConfigSchema } from '../../../main/host/config/hostConfig.ts'
import { observeRooms } from '../../../main/host/status/observeRooms.ts'
import { createLogger } from '../../../main/observability/createLogger.ts'
import { Metrics } from '../../../main/observability/Metrics.ts'
import { RoomRegistry } from '../../../main/rooms/RoomRegistry.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import { FakeMulticast } from '../../fixtures/FakeMulticast.ts'
import { FINGERPRINT } from '../../fixtures/fakeSurroundings.ts'

const network = new FakeMulticast()
const open = Announcer.open.bind(Announcer)

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Announcer, 'open').mockImplementation((options) => open({ ...options, open: network.open }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** What the network has heard since the last look. */
function heard() {
  vi.advanceTimersByTime(100)
  return network.sent
    .splice(0)
    .flatMap((packet) => parseAnnouncements(packet, '192.168.1.20', () => false).meetings)
    .map(({ people, locked, password }) => ({ people, locked, password }))
}

test('P-LOBBY-9 the network hears of a lock and a password as soon as they change', async () => {
  const announced = { changed: () => undefined as void }
  const log = createLogger('silent', 'json')
  const rooms = new RoomRegistry(
    'presenter',
    observeRooms(new Metrics(), log, () => announced.changed()),
  )
  const telling = RoomAnnouncer({
    config: hostConfigSchema.parse({ dataDir: '/nowhere' }),
    port: 8443,
    fingerprint: () => FINGERPRINT,
    rooms,
    enabled: true,
    log,
  })
  announced.changed = telling.changed
  const room = rooms.open(roomNameSchema.parse('demo'), {
    network: '127.0.0.1',
    unlimited: true,
    owner: false,
  })
  const member = { deliver: () => undefined, giveUp: () => undefined }
  const { peer } = room.join(personNameSchema.parse('Ada'), member, [])
  expect(heard()).toEqual([{ people: 1, locked: false, password: false }])
  vi.advanceTimersByTime(5000)
  network.sent.splice(0)

  room.run(peer, 'lobby.lock', { locked: true }, 1)
  expect(heard()).toEqual([{ people: 1, locked: true, password: false }])
  room.setPassword(peer, 'hash', 2)
  expect(heard()).toEqual([{ people: 1, locked: true, password: true }])
  room.setPassword(peer, null, 3)
  room.run(peer, 'lobby.lock', { locked: false }, 4)
  expect(heard()).toEqual([{ people: 1, locked: false, password: false }])
  await telling.close()
})
