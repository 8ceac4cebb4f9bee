import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { limits } from '../../protocol/limits.ts'
import { roomNameSchema } from '../../protocol/names.ts'
import { emptyRoom } from '../../room/room.ts'
import type { JournalChange } from '../../main/storage/journal/JournalChange.ts'
import { FileJournalStore } from '../../main/storage/journal/FileJournalStore.ts'
import { MemoryJournalStore } from '../../main/storage/journal/MemoryJournalStore.ts'
import type { JournalStore } from '../../main/storage/journal/JournalStore.ts'
import { joined, saying } from '../fixtures/keptChanges.ts'
import { testPeer } from '../fixtures/roomIds.ts'

const folders: string[] = []
const stores: JournalStore[] = []
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })))
})

const kinds: Readonly<Record<string, () => Promise<JournalStore>>> = {
  memory: () => Promise.resolve(new MemoryJournalStore()),
  async file() {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-store-'))
    folders.push(folder)
    return FileJournalStore.open(join(folder, 'rooms.db'))
  },
}
const demo = roomNameSchema.parse('demo')
const other = roomNameSchema.parse('other')
const [alice, bob] = [testPeer(0), testPeer(1)]
const begun = (peer: typeof alice, token: string, room = demo): JournalChange => ({
  kind: 'session.begun',
  room,
  peer,
  token,
})
const answered = (request: number | string): JournalChange => ({
  ...saying(demo, alice, `line ${request}`),
  answer: { peer: alice, request, result: { message: `m${request}` } },
})

describe.each(Object.entries(kinds))('a store in %s', (_kind, create) => {
  const open = async () => {
    const store = await create()
    stores.push(store)
    return store
  }

  it('begins with nothing', async () => {
    expect(await (await open()).load()).toEqual({ rooms: [], sessions: [], at: null, boot: null })
  })

  it('gives back the events of each room, in order, and when it was last written', async () => {
    const store = await open()
    const changes = [joined(demo, alice), saying(other, bob, 'elsewhere'), saying(demo, alice, 'one')]
    await store.write(changes, 1000)
    const last = saying(demo, alice, 'two')
    await store.write([last], 2000, { boot: 'this start', upMs: 7 })
    const { rooms, at, boot } = await store.load()
    expect(at).toBe(2000)
    expect(boot).toEqual({ boot: 'this start', upMs: 7 })
    const events = (...of: JournalChange[]) =>
      of.flatMap((change) => ('events' in change ? change.events : []))
    const [first, elsewhere, one] = changes as [JournalChange, JournalChange, JournalChange]
    expect(rooms.find(({ name }) => name === demo)).toEqual({
      name: demo,
      state: emptyRoom,
      events: events(first, one, last),
    })
    expect(rooms.find(({ name }) => name === other)?.events).toEqual(events(elsewhere))
  })

  it('lets a state take the place of the events before it', async () => {
    const store = await open()
    const state = { ...emptyRoom, hands: { raised: [alice] } }
    await store.write([joined(demo, alice), { kind: 'room.state', room: demo, state }], 1)
    const after = saying(demo, alice, 'after')
    await store.write([after], 2)
    expect((await store.load()).rooms).toEqual([
      { name: demo, state, events: 'events' in after ? after.events : [] },
    ])
  })

  it('knows each session by its newest token, with the answers that it was given', async () => {
    const store = await open()
    await store.write(
      [joined(demo, alice), begun(alice, 'old'), answered(7), begun(alice, 'new'), answered('x')],
      1,
    )
    expect((await store.load()).sessions).toEqual([
      {
        room: demo,
        peer: alice,
        token: 'new',
        answers: [
          { request: 7, result: { message: 'm7' } },
          { request: 'x', result: { message: 'mx' } },
        ],
      },
    ])
  })

  it('keeps no more answers of a session than a client may ask for again, the newest', async () => {
    const store = await open()
    const many = Array.from({ length: limits.keptAnswers + 3 }, (_one, index) => answered(index))
    await store.write([joined(demo, alice), begun(alice, 'token'), ...many], 1)
    const [session] = (await store.load()).sessions
    expect(session?.answers.map(({ request }) => request)).toEqual(
      Array.from({ length: limits.keptAnswers }, (_one, index) => index + 3),
    )
  })

  it('keeps no answer for somebody who has no session', async () => {
    const store = await open()
    await store.write([answered(1)], 1)
    await store.write([begun(alice, 'token')], 2)
    expect((await store.load()).sessions[0]?.answers).toEqual([])
  })

  it('forgets a session that has ended, and with a closed room everything of it', async () => {
    const store = await open()
    const all = [
      joined(demo, alice),
      begun(alice, 'a'),
      answered(1),
      begun(bob, 'b'),
      begun(testPeer(2), 'c', other),
    ]
    await store.write([...all, saying(other, bob, 'elsewhere')], 1)
    await store.write([{ kind: 'session.ended', peer: alice }, begun(alice, 'again')], 2)
    expect((await store.load()).sessions.find(({ peer }) => peer === alice)?.answers).toEqual([])
    await store.write([{ kind: 'room.closed', room: demo }], 3)
    const { rooms, sessions } = await store.load()
    expect(rooms.map(({ name }) => name)).toEqual([other])
    expect(sessions.map(({ token }) => token)).toEqual(['c'])
  })

  it('replaces all that was there', async () => {
    const store = await open()
    await store.write([joined(demo, alice), begun(alice, 'a'), answered(1)], 1)
    const state = { ...emptyRoom, hands: { raised: [bob] } }
    await store.replace([{ kind: 'room.state', room: other, state }, begun(bob, 'b', other)], 2)
    expect(await store.load()).toEqual({
      rooms: [{ name: other, state, events: [] }],
      sessions: [{ room: other, peer: bob, token: 'b', answers: [] }],
      at: 2,
      boot: null,
    })
  })
})
