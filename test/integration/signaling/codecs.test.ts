import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { RtpCapabilities } from '../../../protocol/wire/media/media.ts'
import { VIDEO_CODECS } from '../../../protocol/wire/media/videoCodecs.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

const clients: TestClient[] = []
let host: RunningHost

beforeAll(async () => {
  host = await startHost()
})
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())))
afterAll(() => host.stop())

/** Somebody in the room whose browser decodes these codecs only. */
async function enter(name: string, ...codecs: string[]): Promise<TestClient> {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('There is no media.')
  await client.request('session.warm', { room: 'demo', rtpCapabilities: only(rtpCapabilities, codecs) })
  await client.join('demo', name)
  return client
}

function only({ codecs, headerExtensions }: RtpCapabilities, wanted: readonly string[]): RtpCapabilities {
  const kept = codecs.filter(({ kind, mimeType }) => kind === 'audio' || wanted.includes(mimeType.slice(6)))
  return { codecs: kept, headerExtensions }
}

/** What a client was told last of what everybody can decode; undefined: nothing yet. */
function toldTo(client: TestClient): unknown {
  return client.frames
    .flatMap((frame) =>
      'method' in frame && frame.method === 'media.codecs' ? [frame.params['codecs']] : [],
    )
    .at(-1)
}

it('P-CODEC-1 everybody hears which codecs all can decode, as soon as that changes', async () => {
  const alice = await enter('Alice', ...VIDEO_CODECS)
  const bob = await enter('Bob', 'VP8', 'VP9', 'H264')
  await expect.poll(() => toldTo(alice)).toEqual(['VP8', 'VP9', 'H264'])
  const carol = await enter('Carol', 'VP8', 'AV1')
  await expect.poll(() => [alice, bob, carol].map(toldTo)).toEqual([['VP8'], ['VP8'], ['VP8']])
  await bob.close()
  await expect
    .poll(() => [alice, carol].map(toldTo))
    .toEqual([
      ['VP8', 'AV1'],
      ['VP8', 'AV1'],
    ])
  await carol.request('session.leave', {})
  await expect.poll(() => toldTo(alice)).toEqual(VIDEO_CODECS)
})

it('P-CODEC-1 where everybody can decode all of them, nothing is said, and nothing in the lobby', async () => {
  const alice = await enter('Alice', ...VIDEO_CODECS)
  const bob = await enter('Bob', ...VIDEO_CODECS)
  const guest = await TestClient.connect(host.base)
  clients.push(guest)
  const { rtpCapabilities } = await guest.hello()
  if (rtpCapabilities === null) throw new Error('There is no media.')
  await guest.request('session.warm', { room: 'demo', rtpCapabilities: only(rtpCapabilities, ['VP8']) })
  // Its answer comes after all that was caused before it.
  for (const client of [alice, bob, guest]) await client.request('session.ping', {})
  expect([alice, bob, guest].map(toldTo)).toEqual([undefined, undefined, undefined])
})

it('P-CODEC-1 who begins anew with media is counted with what it can decode then', async () => {
  const alice = await enter('Alice', ...VIDEO_CODECS)
  const bob = await enter('Bob', ...VIDEO_CODECS)
  const { rtpCapabilities } = await bob.hello()
  if (rtpCapabilities === null) throw new Error('There is no media.')
  await bob.request('session.warm', { room: 'demo', rtpCapabilities: only(rtpCapabilities, ['VP8']) })
  await expect.poll(() => [alice, bob].map(toldTo)).toEqual([['VP8'], ['VP8']])
})

it('P-CODEC-2 a picture in another codec is left out for whoever cannot decode it', async () => {
  const alice = await enter('Alice', ...VIDEO_CODECS)
  const bob = await enter('Bob', 'VP8')
  const carol = await enter('Carol', 'VP8', 'VP9')
  const { tracks } = await alice.request('media.produce', {
    tracks: [
      {
        source: 'camera',
        muted: false,
        rtpParameters: {
          codecs: [
            { mimeType: 'video/VP9', payloadType: 96, clockRate: 90_000, parameters: { 'profile-id': 0 } },
          ],
          encodings: [{ ssrc: 11, scalabilityMode: 'L3T3_KEY' }],
        },
      },
    ],
  })
  const got = await carol.notification('media.consumers')
  expect(got.params['consumers']).toMatchObject([
    { track: tracks[0], encodings: [{ scalabilityMode: 'L3T3_KEY' }] },
  ])
  await bob.event('track.added')
  await bob.request('session.ping', {})
  expect(bob.frames.filter((frame) => 'method' in frame && frame.method === 'media.consumers')).toEqual([])
})

it('P-HELLO-1 six codecs make the greeting no longer than two did, written out', async () => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  const { rtpCapabilities } = await client.hello()
  expect(rtpCapabilities?.codecs.map(({ mimeType }) => mimeType)).toEqual([
    'audio/opus',
    'audio/red',
    ...VIDEO_CODECS.flatMap((codec) => [`video/${codec}`, 'video/rtx']),
  ])
  expect(JSON.stringify(rtpCapabilities).length).toBeLessThan(3248)
})
