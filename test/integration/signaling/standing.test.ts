import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { MethodInput } from '../../../room/methods.ts'
import { MAINS } from '../../../protocol/power.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
const clients: TestClient[] = []
beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await expect.poll(async () => (await host.get('rooms')).body).toEqual({})
})
afterAll(() => host.stop())

const connect = async () => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}
let ssrc = 5000
function camera(): MethodInput<'media.produce'>['tracks'][number] {
  ssrc += 1
  const codec = { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }
  return { source: 'camera', muted: false, rtpParameters: { codecs: [codec], encodings: [{ ssrc }] } }
}
/** In the room, with media. */
async function enter(name: string) {
  const client = await connect()
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  await client.request('session.warm', { room: 'demo', rtpCapabilities })
  return { client, ...(await client.join('demo', name)) }
}
/** What a client was told by notifications of a kind, in order. */
const told = (client: TestClient, method: string) =>
  client.frames.flatMap((frame) => {
    if (!('method' in frame) || frame.method !== method) return []
    const { seq: _seq, ...params } = frame.params
    return [params]
  })

it('P-RESUME-11 whoever missed too much is told anew whatever stands', async () => {
  const low = { type: 'battery', percent: 15 } as const
  host.host.tellPower(low)
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  const { tracks } = await alice.client.request('media.produce', { tracks: [camera()] })
  expect(told(alice.client, 'host.power')).toEqual([{ power: low }])
  alice.client.socket.terminate()
  await bob.client.event('peer.lost')
  host.host.tellPower(MAINS)
  const back = await connect()
  // News that never was: as after a crash that lost the host's numbers.
  const { fresh } = await back.request('session.resume', { token: alice.resumeToken, seq: 1_000_000 })
  expect(fresh).not.toBeNull()
  await back.request('session.ping', {})
  expect(told(back, 'host.keeping')).toEqual([{ kept: true }])
  expect(told(back, 'host.power')).toEqual([{ power: MAINS }])
  expect(told(back, 'host.capacity')).toEqual([{ people: null }])
  expect(told(back, 'media.narrow')).toEqual([{ narrow: false }])
  expect(told(back, 'media.speakers')).toEqual([{ peers: [] }])
  expect(told(back, 'media.repair')).toEqual([{ repeat: false, carried: null }])
  expect(told(back, 'media.demand').at(0)).toEqual({
    tracks: [{ track: tracks[0], layer: expect.any(Number) }],
  })
})

it('P-RESUME-11 what the host could carry is told to whoever leads alone', async () => {
  const [alice, bob] = [await enter('Alice'), await enter('Bob')]
  bob.client.socket.terminate()
  await alice.client.event('peer.lost')
  const back = await connect()
  await back.request('session.resume', { token: bob.resumeToken, seq: 1_000_000 })
  await back.request('session.ping', {})
  expect(told(back, 'host.keeping')).toEqual([{ kept: true }])
  expect(told(back, 'host.capacity')).toEqual([])
})
