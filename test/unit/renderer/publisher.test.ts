import { afterEach, describe, expect, it, vi } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { VIDEO_CODECS, type VideoCodec } from '../../../protocol/videoCodecs.ts'
import type { CodecChoice } from '../../../renderer/media/codecChoice.ts'
import type { WantedTrack } from '../../../renderer/media/WantedTrack.ts'
import { sendShape } from '../../../renderer/session/media/encodingsFor.ts'
import type { Outgoing, SentTrack } from '../../../renderer/session/media/MediaClient.ts'
import { Publisher, type TrackCarrier } from '../../../renderer/session/media/Publisher.ts'
import { testTrack } from '../../fixtures/roomIds.ts'

/** A track of a device that only a browser could really have. */
function track(height: number): MediaStreamTrack {
  return { readyState: 'live', getSettings: () => ({ height }) } as unknown as MediaStreamTrack
}

/** Stands for a browser's sender of a camera in three sizes, which all rest, as when they are produced in a lobby. */
class Sender {
  encodings: RTCRtpEncodingParameters[] = [0, 1, 2].map((size) => ({ rid: `r${size}`, active: false }))

  getParameters() {
    return { encodings: this.encodings.map((encoding) => ({ ...encoding })) }
  }
  async setParameters({ encodings }: { encodings: RTCRtpEncodingParameters[] }): Promise<void> {
    this.encodings = encodings
  }
  get active(): (boolean | undefined)[] {
    return this.encodings.map(({ active }) => active)
  }
  get bitrates(): (number | undefined)[] {
    return this.encodings.map(({ maxBitrate }) => maxBitrate)
  }
}

/** Carries tracks nowhere, and notes what it was asked for and which tracks are still open. */
class Carrier implements TrackCarrier {
  readonly codecs: readonly VideoCodec[] = ['VP8', 'VP9', 'H264']
  readonly log: string[] = []
  readonly open = new Set<string>()
  /** What was begun without being sent to anybody. */
  readonly muted: string[] = []
  readonly #sender: Sender | undefined
  #count = 0

  constructor(sender?: Sender) {
    this.#sender = sender
  }

  async produce(outgoing: readonly Outgoing[]): Promise<SentTrack[]> {
    return outgoing.map(({ source, codec, active }) => {
      this.#count += 1
      if (!active) this.muted.push(source)
      const id = testTrack(this.#count)
      this.log.push(`${source} in ${codec}`)
      this.open.add(id)
      const producer = {
        rtpSender: this.#sender as unknown as RTCRtpSender,
        closed: false,
        replaceTrack: async () => undefined,
        close: () => void this.open.delete(id),
      }
      return { id, producer, shape: sendShape(source, codec, this.#sender === undefined ? 360 : 720) }
    })
  }
}

function begin(sender?: Sender) {
  const carrier = new Carrier(sender)
  const removed: string[] = []
  const publisher = new Publisher(
    carrier,
    {
      setMuted: async () => undefined,
      remove: async (id) => {
        removed.push(id)
        carrier.log.push('removed')
      },
    },
    (error) => {
      throw error
    },
    () => undefined,
  )
  return { carrier, removed, publisher }
}

const picture = track(360)
function camera(codec: CodecChoice, on = true): WantedTrack {
  return { key: 'camera', source: 'camera', track: on ? picture : null, codec, share: null }
}
function share(number: number, source: 'screen' | 'screenSound' = 'screen'): WantedTrack {
  const id = `share ${number}`
  const key = source === 'screen' ? id : `${id} sound`
  return { key, source, track: track(1080), codec: 'auto', share: { id, style: 'detail' } }
}

describe('the codec of what is sent', () => {
  it('is the chosen one where this browser and everybody in the room has it, else VP8', async () => {
    const { carrier, publisher } = begin()
    publisher.goLive([])
    publisher.want([camera('AV1')])
    await expect.poll(() => carrier.log).toEqual(['camera in VP8'])
    publisher.want([camera('VP9')])
    await expect.poll(() => carrier.log.slice(1)).toEqual(['camera in VP9', 'removed'])
    publisher.sendIn(['VP8', 'H264'])
    await expect.poll(() => carrier.log.slice(3)).toEqual(['camera in VP8', 'removed'])
    publisher.sendIn(VIDEO_CODECS)
    await expect.poll(() => carrier.log.slice(5)).toEqual(['camera in VP9', 'removed'])
    expect(carrier.open.size).toBe(1)
  })

  it('changes before joining without a word to the room, which knows nothing of it yet', async () => {
    const { carrier, removed, publisher } = begin()
    publisher.want([camera('auto')])
    await expect.poll(() => carrier.log).toEqual(['camera in VP8'])
    publisher.want([camera('H264')])
    await expect.poll(() => carrier.log.slice(1)).toEqual(['camera in H264'])
    expect(publisher.prepared).toEqual([{ track: testTrack(2), muted: false }])
    expect(removed).toEqual([])
  })

  it('of a camera that is off changes by ending what was sent of it', async () => {
    const { carrier, publisher } = begin()
    publisher.goLive([])
    publisher.want([camera('auto')])
    await expect.poll(() => carrier.log).toHaveLength(1)
    publisher.want([camera('auto', false)])
    publisher.want([camera('VP9', false)])
    await expect.poll(() => carrier.log.slice(1)).toEqual(['removed'])
    publisher.want([camera('VP9')])
    await expect.poll(() => carrier.log.slice(2)).toEqual(['camera in VP9'])
  })

  it('changes one after the other where one track more would be too many', async () => {
    const { carrier, publisher } = begin()
    const shares = [1, 2].flatMap((number) => [share(number), share(number, 'screenSound')])
    const microphone: WantedTrack = { ...camera('auto'), key: 'microphone', source: 'microphone' }
    publisher.goLive([])
    publisher.want([microphone, camera('auto'), ...shares])
    await expect.poll(() => carrier.open.size).toBe(limits.tracksPerPeer)
    carrier.log.splice(0)
    publisher.want([microphone, camera('VP9'), ...shares])
    await expect.poll(() => carrier.log).toEqual(['removed', 'camera in VP9'])
  })
})

describe('the sizes of a camera', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const large: WantedTrack = { ...camera('auto'), track: track(720) }

  it('are all sent again after a negotiation has put them back to how they were in the lobby', async () => {
    const sender = new Sender()
    const { publisher } = begin(sender)
    publisher.goLive([])
    publisher.want([large])
    await expect.poll(() => sender.active).toEqual([true, true, true])
    for (const encoding of sender.encodings) encoding.active = false
    publisher.revise()
    await expect.poll(() => sender.active).toEqual([true, true, true])
  })

  it('P-VIEW-7 come back with few bits for the middle one, until the whole one has had time to begin', async () => {
    vi.useFakeTimers()
    const sender = new Sender()
    const { publisher } = begin(sender)
    publisher.goLive([])
    publisher.want([large])
    await vi.advanceTimersByTimeAsync(0)
    const id = testTrack(1)
    expect(publisher.sent.map((one) => one.id)).toEqual([id])
    publisher.demand([{ track: id, layer: 0 }])
    await vi.advanceTimersByTimeAsync(0)
    expect(sender.active).toEqual([true, false, false])
    publisher.demand([{ track: id, layer: 2 }])
    await vi.advanceTimersByTimeAsync(0)
    expect(sender.active).toEqual([true, true, true])
    expect(sender.bitrates).toEqual([150_000, 100_000, 1_500_000])
    await vi.advanceTimersByTimeAsync(8000)
    expect(sender.bitrates).toEqual([150_000, 500_000, 1_500_000])
    publisher.demand([{ track: id, layer: 0 }])
    publisher.demand([{ track: id, layer: 2 }])
    publisher.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('P-VIEW-9 a voice that repeats itself takes fewer bits, whatever else is asked of it, and as many as ever afterwards', async () => {
  const sender = new Sender()
  sender.encodings = [{ active: false }]
  const { publisher } = begin(sender)
  publisher.goLive([])
  publisher.want([{ ...camera('auto'), key: 'microphone', source: 'microphone' }])
  await expect.poll(() => sender.bitrates).toEqual([48_000])
  publisher.repeat(true)
  await expect.poll(() => sender.bitrates).toEqual([28_000])
  publisher.demand([{ track: testTrack(1), layer: 1 }])
  publisher.repeat(true)
  await expect.poll(() => sender.bitrates).toEqual([28_000])
  publisher.repeat(false)
  await expect.poll(() => sender.bitrates).toEqual([48_000])
})

describe('several shares', () => {
  it('begin and end each by itself, and are told apart by the tracks of the room', async () => {
    const { carrier, removed, publisher } = begin()
    publisher.goLive([])
    publisher.want([share(1), share(1, 'screenSound')])
    publisher.want([share(1), share(1, 'screenSound'), share(2)])
    await expect.poll(() => carrier.log).toEqual(['screen in VP8', 'screenSound in VP8', 'screen in VP8'])
    expect(publisher.shares).toEqual(
      new Map([
        [testTrack(1), 'share 1'],
        [testTrack(3), 'share 2'],
      ]),
    )
    publisher.want([share(2)])
    await expect.poll(() => removed.toSorted()).toEqual([testTrack(1), testTrack(2)].toSorted())
    expect(publisher.shares).toEqual(new Map([[testTrack(3), 'share 2']]))
    expect(publisher.changed(testTrack(3), null)).toMatchObject({
      source: 'screen',
      share: { id: 'share 2' },
    })
    expect(publisher.shares.size).toBe(0)
  })
})

it('P-MEDIA-7 stand-ins take the place of all tracks, under the same ids; what has none is started anew', async () => {
  const { carrier, publisher } = begin()
  publisher.goLive([])
  publisher.want([camera('auto'), share(1)])
  await expect.poll(() => publisher.prepared).toHaveLength(2)
  const [first] = publisher.sent
  if (first === undefined) throw new Error('Nothing is sent.')
  const other = new Carrier()
  const [standIn] = await other.produce([{ ...first, active: false }])
  if (standIn === undefined) throw new Error('There is no stand-in.')
  publisher.switchTo(other, new Map([[first.id, { ...standIn, track: first.track }]]))
  await expect.poll(() => other.log).toEqual(['camera in VP8', 'screen in VP8'])
  expect(publisher.sent.map(({ id }) => id)).toContain(first.id)
  expect(carrier.log).toEqual(['camera in VP8', 'screen in VP8'])
})

it('tells what is begun in the room as live at once, so that it need not be unmuted', async () => {
  const { carrier, publisher } = begin()
  publisher.sendIn(VIDEO_CODECS)
  publisher.goLive([])
  publisher.want([camera('auto')])
  await expect.poll(() => carrier.log).toEqual(['camera in VP8'])
  expect(carrier.muted).toEqual([])
})
