import { afterAll, beforeAll, expect, it } from 'vitest'
import { MediaGuest } from '../../fixtures/MediaGuest.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

const PATIENCE_MS = 90_000
let host: RunningHost

beforeAll(async () => {
  // It may use a hundredth of a core: fourteen tracks, by what one usually costs.
  host = await startHost({ workerCpuLimit: 1 })
})
afterAll(() => host.stop())

it(
  'P-LOAD-2 a full host says so, lets newcomers in without media, and gives it to them when there is room',
  async () => {
    const alice = await MediaGuest.enter(host.base, 'demo', 'Alice')
    const bob = await MediaGuest.enter(host.base, 'demo', 'Bob')
    const others = [bob, await MediaGuest.enter(host.base, 'demo', 'Carol')]
    // Those who lead hear how many more fit in.
    await alice.client.notification('host.capacity', ({ people }) => Number(people) > 0)
    const dan = await MediaGuest.enter(host.base, 'demo', 'Dan')
    others.push(dan)
    // Now there are fifteen tracks.
    await dan.playSound()
    await alice.client.notification('host.capacity', ({ people }) => people === 0)
    expect(await host.get('health')).toMatchObject({
      status: 200,
      body: { status: 'degraded', reason: 'media_full', roomForMore: 0 },
    })

    const late = await TestClient.connect(host.base)
    const { rtpCapabilities } = await late.hello()
    if (rtpCapabilities === null) throw new Error('The host has no media.')
    expect(await late.ask('session.warm', { room: 'demo', rtpCapabilities })).toMatchObject({
      error: { data: { code: 'media_full', retryAfterMs: expect.any(Number) } },
    })
    const joined = await late.request('session.join', {
      protocol: 1,
      room: 'demo',
      name: 'Late',
      rtpCapabilities,
    })
    expect([joined.transports, joined.consumers.consumers]).toEqual([null, []])
    await late.request('chat.send', { text: 'here' })
    await alice.client.event('chat.sent')
    // Who has had media gets it back, and who does not lead is told nothing.
    await bob.warm()
    const told = bob.client.frames.some((frame) => 'method' in frame && frame.method === 'host.capacity')
    expect(told).toBe(false)

    for (const other of others) await other.close()
    await expect
      .poll(async () => (await host.get('health')).body)
      .toMatchObject({ status: 'ok', roomForMore: expect.any(Number) })
    await late.request('session.warm', { room: 'demo', rtpCapabilities })
    await late.close()
    await alice.close()
  },
  PATIENCE_MS,
)
