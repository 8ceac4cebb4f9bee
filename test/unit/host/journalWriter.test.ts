import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { JournalWriter } from '../../../main/host/journal/JournalWriter.ts'
import { RoomRegistry } from '../../../main/rooms/RoomRegistry.ts'
import { MemoryJournalStore } from '../../../main/storage/journal/MemoryJournalStore.ts'
import type { JournalStore } from '../../../main/storage/journal/JournalStore.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import { limits } from '../../../protocol/limits.ts'
import { emptyRoom } from '../../../room/room.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

const demo = roomNameSchema.parse('demo')
const ada = personNameSchema.parse('Ada')
const member = { deliver: () => undefined, giveUp: () => undefined }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A disk that fails until it is told otherwise. */
class FailingStore extends MemoryJournalStore {
  fails = true
  override write(...given: Parameters<JournalStore['write']>): Promise<void> {
    return this.fails ? Promise.reject(new Error('The disk is full.')) : super.write(...given)
  }
}

function journalOn(
  store: JournalStore,
  rooms: RoomRegistry,
  more: Partial<ConstructorParameters<typeof JournalWriter>[0]> = {},
) {
  const told: boolean[] = []
  const journal = new JournalWriter({
    store,
    sessions: [],
    open: () => Promise.resolve(store),
    rooms: () => rooms.all,
    onFailing: (error) => told.push(error === null),
    ...more,
  })
  return { journal, told }
}

it('P-KEEP-1 gives signs of life for rooms in which nothing has happened since an earlier process', async () => {
  const rooms = new RoomRegistry('presenter')
  const store = new MemoryJournalStore()
  const { journal } = journalOn(store, rooms)
  rooms.restore(demo, emptyRoom)
  const hours = 3 * 3_600_000
  await vi.advanceTimersByTimeAsync(hours)
  const { at } = await store.load()
  expect(Date.now() - (at ?? 0)).toBeLessThan(limits.resumeWindowMs)
  await journal.close(false)
})

it('P-KEEP-4 writes the means to come back anew of those who came before it, or while the disk failed', async () => {
  const rooms = new RoomRegistry('presenter')
  const store = new FailingStore()
  const [before, meanwhile] = [testPeer(1), testPeer(2)]
  const sessions = [{ room: demo, peer: before, token: 'of before' }]
  const { journal, told } = journalOn(store, rooms, { sessions })
  const room = rooms.restore(demo, emptyRoom)
  journal.sessionBegun(room, meanwhile, 'of meanwhile')
  await vi.advanceTimersByTimeAsync(5000)
  store.fails = false
  await vi.advanceTimersByTimeAsync(5000)
  expect(told).toEqual([false, true])
  const kept = await store.load()
  expect(kept.sessions.map(({ peer, token }) => [peer, token])).toEqual([
    [before, 'of before'],
    [meanwhile, 'of meanwhile'],
  ])
  await journal.close(false)
})

it('P-LEAVE-3 keeps the means to come back of somebody whose page has gone, for as long as the seat', async () => {
  const store = new MemoryJournalStore()
  const { journal } = journalOn(store, new RoomRegistry('presenter'))
  const rooms = new RoomRegistry('presenter', undefined, journal)
  const room = rooms.open(demo, { network: '127.0.0.1', unlimited: true, owner: false })
  const { peer } = room.join(ada, member, [])
  room.join(personNameSchema.parse('Grace'), member, [])
  journal.sessionBegun(room, peer, 'digest')
  room.stepOut(peer)
  await vi.advanceTimersByTimeAsync(1)
  expect((await store.load()).sessions).toMatchObject([{ peer, token: 'digest' }])
  room.dropSeat(peer)
  await vi.advanceTimersByTimeAsync(1)
  expect((await store.load()).sessions).toEqual([])
  await journal.close(false)
})
