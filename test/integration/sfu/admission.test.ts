import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { MediaPerson } from '../../fixtures/MediaPerson.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

/** Two seconds of somebody's voice. */
const A_WHILE = 100
/** By then what was on its way when something ended has arrived. */
const ON_ITS_WAY = 15

let host: RunningHost
/** Each test has rooms of its own. */
let room = 'room 0'
let rooms = 0
const people: { close(): Promise<void> }[] = []
const gone = <P extends { close(): Promise<void> }>(person: P): P => {
  people.push(person)
  return person
}
const speaking = async (name: string, where = room) =>
  gone(await MediaPerson.speaking(host.base, where, name))
const stranger = async (warmedFor: string, ...slots: Parameters<MediaPerson['warm']>[1][]) => {
  const person = gone(await MediaPerson.connect(host.base))
  await person.warm(warmedFor, ...slots)
  return person
}
const joining = (where: string, name: string) => ({ protocol: 1, room: where, name })

beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(people.splice(0).map((person) => person.close()))
  rooms += 1
  room = `room ${rooms}`
})
afterAll(() => host.stop())

const ways = [
  ['into sections that are ready', { audio: 4, video: 4 }],
  ['into sections of their own', undefined],
] as const

describe.each(ways)('P-ADMIT-1 nothing is sent to somebody who is refused, %s', (_how, slots) => {
  it('by a lock that is set while they come in', async () => {
    const [ada, grace] = [await speaking('Ada'), await speaking('Grace')]
    const refused: MediaPerson[] = []
    for (let round = 0; round < 4; round += 1) {
      const late = await stranger(room, slots)
      const entering = late.client.ask('session.join', joining(room, 'Late'))
      const locking = ada.client.ask('lobby.lock', { locked: true })
      const [answer] = await Promise.all([entering, locking])
      if ('error' in answer) refused.push(late)
      else await late.client.request('session.leave', {})
      await ada.client.request('lobby.lock', { locked: false })
    }
    await grace.hears(A_WHILE)
    expect(refused.map(({ packets }) => packets)).toEqual(refused.map(() => 0))
  }, 60_000)

  it('and who is let in at the next try hears everybody', async () => {
    const ada = await speaking('Ada')
    await ada.client.request('lobby.setPassword', { password: 'correct horse' })
    const late = await stranger(room, slots)
    expect(await late.client.refusal('session.join', joining(room, 'Late'))).toBe('password_needed')
    const { consumers } = await late.join(room, 'Late', [], { password: 'correct horse' })
    expect([...consumers.consumers, ...(consumers.slots ?? [])]).toHaveLength(1)
    await late.hears(A_WHILE)
  })
})

it('P-LIMIT-4 P-ADMIT-1 nothing is sent to somebody who is refused by a full room, later on neither, and its people notice nothing', async () => {
  const [ada, grace] = [await speaking('Ada'), await speaking('Grace')]
  await Promise.all(
    Array.from({ length: limits.peersPerRoom - 2 }, async (_person, number) => {
      const client = gone(await TestClient.connect(host.base))
      await client.join(room, `Viewer ${number}`)
    }),
  )
  const late = await stranger(room)
  expect(await late.client.refusal('session.join', joining(room, 'Late'))).toBe('room_full')
  await grace.hears(A_WHILE)
  expect(late.packets).toBe(0)
  await ada.client.request('chat.send', { text: 'all in' })
  expect((await host.get('rooms')).body).toEqual({ [room]: limits.peersPerRoom })
  // A password and a lock make no difference to whoever was refused before.
  await ada.client.request('lobby.setPassword', { password: 'correct horse' })
  await ada.client.request('lobby.lock', { locked: true })
  await grace.hears(A_WHILE)
  expect(late.packets).toBe(0)
}, 120_000)

describe('P-ADMIT-2 nothing is sent to somebody who is no longer there', () => {
  const endings = [
    ['leaves', async (late: MediaPerson) => void (await late.client.request('session.leave', {}))],
    ['closes the connection', (late: MediaPerson) => late.client.close()],
  ] as const
  it.each(endings)('who %s', async (_how, end) => {
    const [ada, grace] = [await speaking('Ada'), await speaking('Grace')]
    const late = await speaking('Late')
    await late.hears(A_WHILE)
    await end(late)
    await ada.client.event('peer.left')
    await grace.hears(ON_ITS_WAY)
    const before = late.packets
    await grace.hears(A_WHILE)
    expect(late.packets).toBe(before)
  })

  it('who was removed', async () => {
    const [ada, grace] = [await speaking('Ada'), await speaking('Grace')]
    const late = await speaking('Late')
    await late.hears(A_WHILE)
    await ada.client.request('moderation.remove', { peer: late.peer })
    await grace.hears(ON_ITS_WAY)
    const before = late.packets
    await grace.hears(A_WHILE)
    expect(late.packets).toBe(before)
  })

  it('nor is anything passed on of what they still send', async () => {
    const ada = await speaking('Ada')
    const late = await speaking('Late')
    await ada.hears(A_WHILE)
    await late.client.request('session.leave', {})
    await ada.client.event('peer.left')
    const grace = await speaking('Grace')
    await grace.hears(ON_ITS_WAY)
    const before = grace.packets
    await ada.hears(A_WHILE)
    // One voice is left for each of the two.
    expect(grace.packets - before).toBeLessThan(1.5 * A_WHILE)
  })
})

describe('P-ADMIT-3 media is bound to the room in which the person sits', () => {
  it('what was warmed up for another room ends, and moves nothing there', async () => {
    const [ada, grace] = [await speaking('Ada'), await speaking('Grace')]
    await ada.client.request('lobby.lock', { locked: true })
    const eve = await stranger(room)
    const mine = `${room}, next door`
    await eve.client.request('session.join', joining(mine, 'Eve'))
    await expect(eve.produce(['microphone'], 0)).rejects.toThrow('no_media')
    expect(await eve.client.refusal('media.restartIce', { direction: 'recv' })).toBe('no_media')
    await Promise.all([ada.hears(A_WHILE), grace.hears(A_WHILE)])
    expect(eve.packets).toBe(0)
    expect(eve.client.frames.filter((frame) => 'method' in frame).map(({ method }) => method)).not.toContain(
      'media.speakers',
    )
  })

  it('what is sent before joining is heard by nobody, however loud', async () => {
    const [ada, grace] = [await speaking('Ada'), await speaking('Grace')]
    const eve = await stranger(room)
    await eve.produce(['microphone'], 0)
    await grace.hears(ON_ITS_WAY)
    const before = grace.packets
    await ada.hears(A_WHILE)
    expect(grace.packets - before).toBeLessThan(1.5 * A_WHILE)
  })

  it('P-LIMIT-5 one microphone and one camera a person, before joining and after', async () => {
    const eve = await stranger(room)
    await expect(eve.produce(['microphone', 'microphone'])).rejects.toThrow('too_many_tracks')
    const [track] = await eve.produce(['microphone'])
    await expect(eve.produce(['microphone'])).rejects.toThrow('too_many_tracks')
    await eve.join(room, 'Eve', track === undefined ? [] : [track])
    await expect(eve.produce(['microphone'])).rejects.toThrow('too_many_tracks')
    await eve.produce(['screenSound', 'screenSound'])
  })

  it('P-VIEW-4 what one person sends takes no more than one place among the loudest voices', async () => {
    await speaking('Ada')
    const eve = await stranger(room)
    const own = await eve.produce(['microphone'], 0)
    await eve.join(room, 'Eve', own)
    await eve.produce(['screenSound', 'screenSound', 'screenSound', 'screenSound', 'screenSound'], 0)
    const grace = await speaking('Grace')
    // All three are heard, and measured.
    await grace.client.notification(
      'media.speakers',
      ({ peers }) => Array.isArray(peers) && peers.length === 3,
    )
    await grace.hears(ON_ITS_WAY)
    const before = grace.streams
    expect(before.size).toBe(7)
    await grace.hears(7 * A_WHILE)
    const more = [...grace.streams].map(([ssrc, packets]) => packets - (before.get(ssrc) ?? 0))
    expect(Math.min(...more)).toBeGreaterThan(A_WHILE / 2)
  })
})
