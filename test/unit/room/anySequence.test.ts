import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { looksOf } from '../../../protocol/text/looksOf.ts'
import { type RoomEvent, roomEventSchema, type RoomState } from '../../../room/features.ts'
import { hasRight, rightFor } from '../../../room/rights.ts'
import { visibleTo } from '../../../room/room.ts'
import { roomSteps, TEST_HASH } from '../../fixtures/roomSteps.ts'
import { RoomUnderTest } from '../../fixtures/RoomUnderTest.ts'

// Hundreds of runs of dozens of steps take seconds, more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

// Small limits, so that sequences of a few dozen steps run into them.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = {
    peersPerRoom: 4,
    ownerPlaces: 2,
    tracksPerPeer: 2,
    chatHistory: 3,
    chatHistoryLength: 30,
    chatLength: 20,
    privateHistory: 4,
    privateHistoryLength: 40,
    guestsPerRoom: 3,
  }
  return { ...actual, limits: { ...actual.limits, ...small } as unknown as typeof actual.limits }
})

function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}

function conversations(state: RoomState): Map<string, string[]> {
  const texts = new Map<string, string[]>()
  for (const { from, to, text } of state.chat.messages) {
    const between = to === null ? 'everyone' : [from, to].sort().join()
    texts.set(between, [...(texts.get(between) ?? []), text])
  }
  return texts
}

function letters(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + [...text].length, 0)
}

function inPrivate(state: RoomState): string[] {
  return state.chat.messages.filter(({ to }) => to !== null).map(({ text }) => text)
}

/** What holds in every room at every moment. */
function expectInvariants(state: RoomState): void {
  const { peers } = state.membership
  const { tracks } = state.tracks
  expect(peers.filter(({ role }) => role === 'host')).toHaveLength(peers.length === 0 ? 0 : 1)
  const owners = peers.filter(({ owner }) => owner === true)
  const present = (id: string) => !state.presence.away.some((away) => away === id)
  const leader = peers.find(({ role }) => role === 'host')
  if (owners.some(({ id }) => present(id)))
    expect(leader !== undefined && leader.owner === true && present(leader.id), 'a present owner leads').toBe(
      true,
    )
  for (const { role } of owners) expect(['host', 'cohost']).toContain(role)
  expect(peers.length).toBeLessThanOrEqual(limits.peersPerRoom + limits.ownerPlaces)
  expect(unique(peers.map(({ id }) => id))).toBe(true)
  expect(peers.map(({ joinedAt }) => joinedAt)).toEqual(peers.map(({ joinedAt }) => joinedAt).sort())
  expect(unique(tracks.map(({ id }) => id))).toBe(true)
  for (const track of tracks) {
    const owner = peers.find(({ id }) => id === track.peer)
    expect(owner, `the owner of ${track.id} is present`).toBeDefined()
    expect(owner !== undefined && hasRight(owner.role, rightFor(track.source)), `${track.source}`).toBe(true)
  }
  for (const { id } of peers) {
    expect(tracks.filter(({ peer }) => peer === id).length).toBeLessThanOrEqual(limits.tracksPerPeer)
  }
  const everybody = [...peers, ...state.lobby.waiting]
  for (const look of [0, 1] as const)
    expect(unique(everybody.map(({ name }) => looksOf(name)[look])), 'nobody is taken for another').toBe(true)
  expect(unique(state.hands.raised)).toBe(true)
  expect(peers.map(({ id }) => id)).toEqual(expect.arrayContaining([...state.hands.raised]))
  const { peer: lit } = state.spotlight
  expect(lit === null || peers.some(({ id }) => id === lit), 'the spotlight is on somebody present').toBe(
    true,
  )
  const { kept } = state.seats
  expect(unique([...kept.map(({ peer }) => peer.id), ...peers.map(({ id }) => id)]), 'here or away').toBe(
    true,
  )
  const { locked, passwordSet, passwordHash, waiting } = state.lobby
  expect(passwordSet).toBe(passwordHash !== null)
  expect(locked || waiting.length === 0, 'nobody waits at an open door').toBe(true)
  expect(waiting.length).toBeLessThanOrEqual(limits.guestsPerRoom)
  expect(unique(waiting.map(({ id }) => id))).toBe(true)
  expect(unique(state.chat.messages.map(({ id }) => id))).toBe(true)
  for (const texts of conversations(state).values()) {
    expect(texts.length).toBeLessThanOrEqual(limits.chatHistory)
    expect(letters(texts)).toBeLessThanOrEqual(limits.chatHistoryLength)
  }
  expect(inPrivate(state).length).toBeLessThanOrEqual(limits.privateHistory)
  expect(letters(inPrivate(state))).toBeLessThanOrEqual(limits.privateHistoryLength)
}

/** What no step may do, whoever takes it. */
function expectFairStep(before: RoomState, outcome: readonly RoomEvent[], what: string): void {
  for (const event of outcome) {
    if (event.type === 'peer.left' && event.reason === 'removed')
      expect(before.membership.peers.find(({ id }) => id === event.peer)?.owner, what).toBeUndefined()
    if (event.type !== 'role.changed' || event.role !== 'host') continue
    const away = new Set<string>(before.presence.away)
    for (const { type, ...other } of outcome)
      if (type === 'peer.returned' && 'peer' in other) away.delete(String(other.peer))
    const left = outcome.flatMap((one) => (one.type === 'peer.left' ? [one.peer] : []))
    const others = before.membership.peers.filter(({ id }) => !away.has(id) && !left.includes(id))
    expect(away.has(event.peer) && others.length > 0, `nobody away is made host: ${what}`).toBe(false)
  }
}

test('P-OWNER-1 P-OWNER-3 P-ROOM-3 P-ROOM-4 P-ROOM-5 P-CHAT-5 P-LOBBY-5 whatever happens in whatever order, the room stays sound and all ends agree', () => {
  fc.assert(
    fc.property(roomSteps, (steps) => {
      const room = new RoomUnderTest()
      for (const step of steps) {
        const before = room.state
        const outcome = step.run(room)
        if (typeof outcome === 'string') expect(room.state, step.what).toBe(before)
        else expectFairStep(before, outcome, step.what)
        expectInvariants(room.state)
        expect([...room.clients.keys()].sort()).toEqual(
          room.state.membership.peers.map(({ id }) => id).sort(),
        )
        for (const [viewer, held] of room.clients) {
          expect(held, `${viewer} after: ${step.what}`).toEqual(visibleTo(room.state, viewer))
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('the made-up sequences meet every event and every refusal of the room: the properties are not idle', () => {
  // Always the same sequences, so that this cannot fail by bad luck.
  const seen = fc.sample(roomSteps, { seed: 1, numRuns: 600 }).flatMap((steps) => {
    const room = new RoomUnderTest()
    return steps.flatMap((step) => {
      const outcome = step.run(room)
      return typeof outcome === 'string' ? [outcome] : outcome.map(({ type }) => type)
    })
  })
  const refusals = ['bad_params', 'not_joined', 'forbidden', 'already_joined', 'room_full']
  const missing = [
    'no_such_peer',
    'no_such_track',
    'too_many_tracks',
    'not_waiting',
    'lobby_full',
    'peer_away',
  ]
  // The host tells who waits, and so does not record that as having happened.
  const events = roomEventSchema.options
    .map((option) => option.shape.type.value)
    .filter((type) => type !== 'lobby.listed')
  expect([...new Set(seen)].sort()).toEqual([...refusals, ...missing, ...events].sort())
})

test('P-CHAT-3 nobody but the two is ever sent anything of a private message', () => {
  let checked = 0
  fc.assert(
    fc.property(roomSteps, (steps) => {
      const room = new RoomUnderTest()
      for (const step of steps) {
        const outcome = step.run(room)
        if (typeof outcome === 'string') continue
        for (const event of outcome) {
          if (event.type !== 'chat.sent' || event.message.to === null) continue
          const two: readonly string[] = [event.message.from, event.message.to]
          const sentTo = [...room.sent].filter(([, text]) => text.includes(event.message.id))
          expect(sentTo.map(([viewer]) => viewer).sort()).toEqual([...two].sort())
          checked += 1
        }
      }
      // Those who came later got snapshots: nothing of it may be in those either.
      for (const message of room.state.chat.messages) {
        if (message.to === null) continue
        for (const [viewer, text] of room.sent) {
          if (viewer !== message.from && viewer !== message.to) expect(text).not.toContain(message.id)
        }
      }
    }),
    { numRuns: 300 },
  )
  // There were such messages at all: the property was not idle.
  expect(checked).toBeGreaterThan(30)
})

test('P-LOBBY-2 P-LOBBY-5 only who may let people in is ever sent anything of who waits, and nobody the hash', () => {
  const checked = { knocks: 0, lists: 0, hashes: 0 }
  fc.assert(
    fc.property(roomSteps, (steps) => {
      const room = new RoomUnderTest()
      for (const step of steps) {
        const before = new Map(room.sent)
        const outcome = step.run(room)
        if (typeof outcome === 'string') continue
        if (room.state.lobby.passwordHash !== null) checked.hashes += 1
        const guests = [
          ...room.state.lobby.waiting.map(({ id }) => id),
          ...outcome.flatMap((event) => (event.type === 'lobby.settled' ? [event.guest] : [])),
        ]
        for (const [viewer, text] of room.sent) {
          expect(text).not.toContain(TEST_HASH)
          const news = text.slice(before.get(viewer)?.length ?? 0)
          const role = room.state.membership.peers.find(({ id }) => id === viewer)?.role
          if (news.includes('lobby.listed')) checked.lists += 1
          if (role !== undefined && hasRight(role, 'lobby.admit')) continue
          for (const guest of guests) expect(news, `${viewer} after: ${step.what}`).not.toContain(guest)
        }
        if (outcome.some(({ type }) => type === 'lobby.knocked')) checked.knocks += 1
      }
    }),
    { numRuns: 200 },
  )
  // All of it happened: the property was not idle.
  for (const [what, count] of Object.entries(checked)) expect(count, what).toBeGreaterThan(30)
})
