import * as mediasoup from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { notifications } from '../../../protocol/wire/notifications.ts'
import type { MethodInput } from '../../../room/methods.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

/** A stream with this number ends every worker that takes it on: it stands for an input that hits a fault. */
const POISON = 666
let host: RunningHost

beforeAll(async () => {
  mediasoup.observer.on('newworker', (worker) =>
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) =>
        transport.observer.on('newproducer', ({ rtpParameters }) => {
          if (rtpParameters.encodings?.[0]?.ssrc === POISON) process.kill(worker.pid, 'SIGSEGV')
        }),
      ),
    ),
  )
  host = await startHost()
})
afterAll(() => host.stop())

function microphone(ssrc: number): MethodInput<'media.produce'>['tracks'][number] {
  const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
  return { source: 'microphone', muted: false, rtpParameters: { codecs: [codec], encodings: [{ ssrc }] } }
}

/** A person who sends one stream, and starts it anew whenever the media server has died. */
class Talker {
  readonly client: TestClient
  readonly #ssrc: number
  readonly #room: string
  peer = ''
  /** The code with which media was refused for good; null while it may come. */
  refused: string | null = null
  /** How often the worker that carried us died. */
  losses = 0

  constructor(client: TestClient, room: string, ssrc: number) {
    this.client = client
    this.#room = room
    this.#ssrc = ssrc
  }

  static async enter(room: string, name: string, ssrc: number): Promise<Talker> {
    const talker = new Talker(await TestClient.connect(host.base), room, ssrc)
    await talker.warm()
    talker.peer = (await talker.client.join(room, name)).peer
    return talker
  }

  async warm(): Promise<void> {
    const { rtpCapabilities } = await this.client.hello()
    await expect
      .poll(
        async () => {
          const answer = await this.client.ask('session.warm', { room: this.#room, rtpCapabilities })
          if (!('error' in answer)) return 'warm'
          const { code } = answer.error.data
          return ['no_media', 'rate_limited'].includes(code) ? 'later' : code
        },
        { interval: 500 },
      )
      .toSatisfy((outcome) => {
        this.refused = outcome === 'warm' || outcome === 'later' ? null : String(outcome)
        return outcome !== 'later'
      })
  }

  async produce(): Promise<void> {
    // A worker that dies of it does not answer, and whoever sent it hears that the media failed.
    await this.client.ask('media.produce', { tracks: [microphone(this.#ssrc)] })
  }

  /** Once more after each death, until media comes for good or is refused. */
  async keepOn(): Promise<void> {
    for (;;) {
      const losses = this.losses + 1
      const seen = () =>
        this.client.frames.filter((frame) => 'method' in frame && frame.method === 'media.lost').length
      await this.client.notification('media.lost', () => seen() >= losses)
      this.losses = seen()
      await this.warm()
      if (this.refused !== null) return
      await this.produce()
    }
  }

  /** The people whom this one is offered to hear now. */
  get heard(): string[] {
    const shown = new Map<string, string>()
    const offered = new Set<string>()
    for (const event of this.client.events) {
      if (event['type'] === 'track.added') {
        const { id, peer } = event['track'] as { id: string; peer: string }
        shown.set(id, peer)
      }
      if (event['type'] === 'track.removed') shown.delete(String(event['track']))
    }
    for (const frame of this.client.frames)
      if ('method' in frame && frame.method === 'media.consumers')
        for (const { track } of notifications['media.consumers'].parse(frame.params).consumers)
          offered.add(String(track))
    return [...shown].flatMap(([track, peer]) => (offered.has(track) && peer !== this.peer ? [peer] : []))
  }
}

it('P-HOLD-1 whose input has ended three workers gets no media for a while; four others talk on', async () => {
  const others = await Promise.all(
    ['Alice', 'Bob', 'Carol', 'Dan'].map((name, index) => Talker.enter('demo', name, 100 + index)),
  )
  const eve = await Talker.enter('demo', 'Eve', POISON)
  for (const other of others) await other.produce()
  const allHear = () =>
    others.every((one) => others.every((other) => one === other || one.heard.includes(other.peer)))
  await expect.poll(allHear).toBe(true)
  // Ends by itself, as the connections do.
  const living = others.map((other) => other.keepOn().catch(() => undefined))
  // What a moment ago was given to the worker cannot be told apart from what ends it.
  await eve.client.notification('media.standby')
  await eve.produce()
  await eve.keepOn()

  expect(eve.refused).toBe('media_held_back')
  expect(eve.losses).toBe(3)
  for (const other of others) {
    await other.client.event('media.heldBack', ({ peer }) => peer === eve.peer)
    expect(other.refused).toBeNull()
  }
  await expect.poll(allHear).toBe(true)
  expect(await host.get('health')).toMatchObject({
    status: 200,
    body: { status: 'degraded', reason: 'media_held_back', workers: { alive: 1, wanted: 1 } },
  })

  // The place and the chat are untouched, also for a later try.
  const text = 'I can still write.'
  await eve.client.request('chat.send', { text })
  for (const { client } of others)
    await client.event('chat.sent', ({ message }) => (message as { text: string }).text === text)
  const { rtpCapabilities } = await eve.client.hello()
  const again = await eve.client.ask('session.warm', { room: 'demo', rtpCapabilities })
  expect(again).toMatchObject({
    error: { data: { code: expect.stringMatching(/media_held_back|rate_limited/) } },
  })
  await Promise.all([eve, ...others].map(({ client }) => client.close()))
  await Promise.all(living)
})
