import * as mediasoup from 'mediasoup'
import { afterEach, expect, it } from 'vitest'
import { MediaGuest } from '../../fixtures/MediaGuest.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'

/** Hosts with three workers each, on a machine that has other things to do. */
const PATIENCE_MS = 60_000
let host: RunningHost
const guests: MediaGuest[] = []
/** The near ends of all pipes that there are. */
const crossing = new Set<mediasoup.types.Consumer>()

MediaGuest.follow()
mediasoup.observer.on('newworker', (worker) =>
  worker.observer.on('newrouter', (router) =>
    router.observer.on('newtransport', (transport) => {
      if (transport.type !== 'pipe') return
      transport.observer.on('newconsumer', (consumer) => {
        crossing.add(consumer)
        consumer.observer.once('close', () => crossing.delete(consumer))
      })
    }),
  ),
)

afterEach(async () => {
  await Promise.all(guests.splice(0).map((guest) => guest.close()))
  await host.stop()
})

async function enter(room: string, name: string): Promise<MediaGuest> {
  const guest = await MediaGuest.enter(host.base, room, name)
  guests.push(guest)
  return guest
}

/** How many living consumers each of the people has of each other one's track. */
function received(people: readonly MediaGuest[]): number[] {
  return people.flatMap((one) =>
    people.flatMap((other) => (one === other ? [] : [one.living(other.track).length])),
  )
}

/** Four people of one room, two each on two workers. */
async function largeRoom() {
  host = await startHost({ workers: 2, consumersPerWorker: 4 })
  const people = [
    await enter('demo', 'Alice'),
    await enter('demo', 'Bob'),
    await enter('demo', 'Carol'),
    await enter('demo', 'Dan'),
  ] as const
  await expect.poll(() => received(people)).toEqual(Array.from({ length: 12 }, () => 1))
  return people
}

it(
  'rooms go to the worker that has less to do, and stay there',
  async () => {
    host = await startHost({ workers: 2 })
    const [alice, bob] = [await enter('one', 'Alice'), await enter('two', 'Bob')]
    const [carol, dan] = [await enter('one', 'Carol'), await enter('two', 'Dan')]
    expect(bob.worker).not.toBe(alice.worker)
    expect([carol.worker, dan.worker]).toEqual([alice.worker, bob.worker])
    expect(crossing.size).toBe(0)
  },
  PATIENCE_MS,
)

it(
  'a room that outgrows its worker goes on to another; each track crosses once, for all who are there',
  async () => {
    const [alice, bob, carol, dan] = await largeRoom()
    expect(bob.worker).toBe(alice.worker)
    expect(carol.worker).not.toBe(alice.worker)
    expect(dan.worker).toBe(carol.worker)
    expect(crossing.size).toBe(4)

    const { track } = alice
    await alice.client.request('track.remove', { track: track as never })
    await expect.poll(() => [carol.living(track), dan.living(track), crossing.size]).toEqual([[], [], 3])
    await bob.close()
    await expect.poll(() => crossing.size).toBe(2)
  },
  PATIENCE_MS,
)

it(
  'P-MEDIA-7 P-MEDIA-8 a worker dies: only its people lose their media, and everybody has all tracks again',
  async () => {
    const people = await largeRoom()
    const [alice, bob, carol, dan] = people
    const [first] = [await alice.standBy(), await carol.standBy()]
    expect(first).not.toBe(alice.worker)
    const kept = [carol.living(dan.track), dan.living(carol.track)]
    const bobsTrack = bob.track
    process.kill(alice.worker, 'SIGKILL')

    // Alice goes on by her standby, with the same track; Bob, who has none, begins anew.
    await alice.client.notification('media.lost', ({ consumers }) => consumers !== undefined)
    await bob.client.notification('media.lost', ({ consumers }) => consumers === undefined)
    await carol.client.event('track.removed', ({ track }) => track === bobsTrack)
    await bob.warm()
    await bob.speak()
    await expect.poll(() => received(people)).toEqual(Array.from({ length: 12 }, () => 1))
    expect([carol.living(dan.track), dan.living(carol.track)]).toEqual(kept)
    for (const { client } of [carol, dan]) {
      const lost = client.frames.some((frame) => 'method' in frame && frame.method === 'media.lost')
      expect(lost).toBe(false)
    }
  },
  PATIENCE_MS,
)

it(
  'P-MEDIA-8 the other worker dies as well, and what crosses is built up from there',
  async () => {
    const people = await largeRoom()
    const [alice, bob, carol, dan] = people
    for (const guest of people) await guest.standBy()
    process.kill(carol.worker, 'SIGKILL')
    for (const { client } of [carol, dan])
      await client.notification('media.lost', ({ consumers }) => consumers !== undefined)
    await expect.poll(() => received(people)).toEqual(Array.from({ length: 12 }, () => 1))
    process.kill(alice.worker, 'SIGKILL')
    for (const { client } of [alice, bob])
      await client.notification('media.lost', ({ consumers }) => consumers !== undefined)
    await expect.poll(() => received(people)).toEqual(Array.from({ length: 12 }, () => 1))
    // All have come together on the spare.
    await expect.poll(() => crossing.size).toBe(0)
  },
  PATIENCE_MS,
)
