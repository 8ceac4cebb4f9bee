import { afterEach, describe, expect, it, vi } from 'vitest'
import { type ErrorCode, ProtocolError } from '../../../protocol/wire/errors.ts'
import { limits } from '../../../protocol/limits.ts'
import { VIDEO_CODECS, type VideoCodec } from '../../../protocol/wire/media/videoCodecs.ts'
import type { CodecPreference } from '../../../renderer/media/codecPreference.ts'
import type { LocalTrack } from '../../../renderer/media/LocalTrack.ts'
import { trackShape } from '../../../renderer/session/media/publishing/encodings.ts'
import type { Outgoing } from '../../../renderer/session/media/publishing/Outgoing.ts'
import type { SentTrack } from '../../../renderer/session/media/transport/SfuTransports.ts'
import { Publisher } from '../../../renderer/session/media/publishing/Publisher.ts'
import type { TrackCarrier } from '../../../renderer/session/media/TrackCarrier.ts'
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
  /** What the next requests are refused with, one after the other. */
  refusals: ProtocolError[] = []
  /** How many tracks the host takes. */
  most = Number.POSITIVE_INFINITY
  readonly #sender: Sender | undefined
  #count = 0

  constructor(sender?: Sender) {
    this.#sender = sender
  }

  async produce(outgoing: readonly Outgoing[]): Promise<SentTrack[]> {
    const refusal = outgoing.length > 0 ? this.refusals.shift() : undefined
    if (refusal !== undefined) {
      this.log.push(`refused ${outgoing.map(({ source }) => source).join()}`)
      throw refusal
    }
    if (outgoing.length > 0 && this.open.size + outgoing.length > this.most)
      throw new ProtocolError('too_many_tracks')
    return outgoing.map(({ source, codec, active, replaces }) => {
      this.#count += 1
      if (!active) this.muted.push(source)
      const id = testTrack(this.#count)
      this.log.push(`${source} in ${codec}${replaces === undefined ? '' : ` for ${replaces}`}`)
      this.open.add(id)
      const producer = {
        rtpSender: this.#sender as unknown as RTCRtpSender,
        closed: false,
        replaceTrack: async () => undefined,
        close: () => void this.open.delete(id),
      }
      return { id, producer, shape: trackShape(source, codec, this.#sender === undefined ? 360 : 720) }
    })
  }
}

function begin(sender?: Sender) {
  const carrier = new Carrier(sender)
  const removed: string[] = []
  /** As the room shows our tracks: by id, whether it is muted. */
  const room = new Map<string, boolean>()
  /** What the next requests to mute, unmute or remove are refused with. */
  const refusals: ProtocolError[] = []
  const notSent: string[] = []
  const asked: string[] = []
  const publisher = new Publisher(
    carrier,
    {
      setMuted: async (id, muted) => {
        asked.push(muted ? 'mute' : 'unmute')
        const refusal = refusals.shift()
        if (refusal !== undefined) throw refusal
        room.set(id, muted)
      },
      remove: async (id) => {
        const refusal = refusals.shift()
        if (refusal !== undefined) throw refusal
        removed.push(id)
        carrier.log.push('removed')
        room.delete(id)
      },
    },
    {
      onSent: () => undefined,
      onNotSent: ({ key }, error) =>
        notSent.push(`${key} ${error instanceof ProtocolError ? error.code : ''}`),
    },
  )
  return { carrier, removed, room, refusals, notSent, asked, publisher }
}

const refusal = (code: ErrorCode, details?: Record<string, unknown>) =>
  new ProtocolError(code, undefined, details)
const refusedTimes = (times: number, code: ErrorCode = 'internal') =>
  Array.from({ length: times }, () => refusal(code))

const picture = track(360)
function camera(codec: CodecPreference, on = true): LocalTrack {
  return { key: 'camera', source: 'camera', track: on ? picture : null, codec, share: null }
}
function share(number: number, source: 'screen' | 'screenSound' = 'screen'): LocalTrack {
  const id = `share ${number}`
  const key = source === 'screen' ? id : `${id} sound`
  return { key, source, track: track(1080), codec: 'auto', share: { id, style: 'detail' } }
}

describe('the codec of what is sent', () => {
  it('P-TRACK-1 is the chosen one where this browser and everybody in the room has it, else VP8; the room swaps one for the other', async () => {
    const { carrier, removed, publisher } = begin()
    publisher.goLive([])
    publisher.want([camera('AV1')])
    await expect.poll(() => carrier.log).toEqual(['camera in VP8'])
    publisher.want([camera('VP9')])
    await expect.poll(() => carrier.log.slice(1)).toEqual([`camera in VP9 for ${testTrack(1)}`])
    publisher.sendIn(['VP8', 'H264'])
    await expect.poll(() => carrier.log.slice(2)).toEqual([`camera in VP8 for ${testTrack(2)}`])
    publisher.sendIn(VIDEO_CODECS)
    await expect.poll(() => carrier.log.slice(3)).toEqual([`camera in VP9 for ${testTrack(3)}`])
    await expect.poll(() => carrier.open.size).toBe(1)
    expect(removed).toEqual([])
  })

  it('changes before joining without a word to the room, which knows nothing of it yet', async () => {
    const { carrier, removed, publisher } = begin()
    publisher.want([camera('auto')])
    await expect.poll(() => carrier.log).toEqual(['camera in VP8'])
    publisher.want([camera('H264')])
    await expect.poll(() => carrier.log.slice(1)).toEqual([`camera in H264 for ${testTrack(1)}`])
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
    const microphone: LocalTrack = { ...camera('auto'), key: 'microphone', source: 'microphone' }
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

  const large: LocalTrack = { ...camera('auto'), track: track(720) }

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

describe('what the host refuses', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const microphone = (on = true): LocalTrack => ({
    ...camera('auto', on),
    key: 'microphone',
    source: 'microphone',
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  /** Long enough for all tries. */
  const SOON = 2000

  function join(wanted: readonly LocalTrack[]) {
    vi.useFakeTimers()
    const begun = begin()
    begun.publisher.goLive([])
    begun.publisher.want(wanted)
    return begun
  }

  it.each([1, 2, 3])('is sent within two seconds where it is refused %i times', async (times) => {
    const { carrier, notSent, publisher } = begin()
    vi.useFakeTimers()
    carrier.refusals = refusedTimes(times)
    publisher.goLive([])
    publisher.want([share(1)])
    await pass(SOON)
    expect(carrier.open.size).toBe(1)
    expect(notSent).toEqual([])
  })

  it('is told once where it is refused again and again, and tried when it is wanted anew', async () => {
    const { carrier, notSent, publisher } = begin()
    vi.useFakeTimers()
    carrier.refusals = refusedTimes(100)
    publisher.goLive([])
    publisher.want([microphone()])
    await pass(SOON)
    expect(notSent).toEqual(['microphone internal'])
    const tried = carrier.log.length
    publisher.want([microphone(false)])
    await pass(60_000)
    expect(carrier.log).toHaveLength(tried)
    carrier.refusals = []
    publisher.want([microphone()])
    await pass(0)
    expect(carrier.open.size).toBe(1)
    expect(notSent).toHaveLength(1)
  })

  it('keeps nothing else from being sent', async () => {
    const { carrier, notSent, publisher } = begin()
    vi.useFakeTimers()
    carrier.most = 2
    publisher.goLive([])
    publisher.want([microphone(), camera('auto'), share(1)])
    await pass(SOON)
    expect(carrier.log).toEqual(['microphone in VP8', 'camera in VP8'])
    expect(notSent).toEqual(['share 1 too_many_tracks'])
  })

  it('by a right that is gone is told at once', async () => {
    const { carrier, notSent, publisher } = begin()
    vi.useFakeTimers()
    carrier.refusals = refusedTimes(9, 'forbidden')
    publisher.goLive([])
    publisher.want([share(1)])
    await pass(0)
    expect(notSent).toEqual(['share 1 forbidden'])
  })

  it('in the lobby is tried anew on joining, without a word', async () => {
    const { carrier, notSent, publisher } = begin()
    vi.useFakeTimers()
    carrier.refusals = refusedTimes(4)
    publisher.want([microphone()])
    await pass(60_000)
    expect(carrier.open.size).toBe(0)
    publisher.goLive([])
    await pass(0)
    expect(carrier.open.size).toBe(1)
    expect(notSent).toEqual([])
  })

  it('while the media changes is neither told nor tried for ever', async () => {
    const { carrier, notSent, publisher } = begin()
    vi.useFakeTimers()
    carrier.refusals = refusedTimes(100, 'no_media')
    publisher.goLive([])
    publisher.want([microphone()])
    await pass(60_000)
    expect(notSent).toEqual([])
    expect(carrier.log.length).toBeLessThan(6)
  })

  it('of an unmute is asked again, when the host says that it may be', async () => {
    const { refusals, room, asked, publisher } = join([microphone()])
    await pass(0)
    publisher.want([microphone(false)])
    await pass(0)
    expect([...room.values()]).toEqual([true])
    refusals.push(refusal('rate_limited', { retryAfterMs: 1500 }))
    publisher.want([microphone()])
    await pass(1400)
    expect(asked).toEqual(['mute', 'unmute'])
    await pass(200)
    expect([...room.values()]).toEqual([false])
  })

  it('of an unmute for good is told, so that nothing shows the microphone as live', async () => {
    const { refusals, room, notSent, publisher } = join([microphone()])
    await pass(0)
    publisher.want([microphone(false)])
    await pass(0)
    refusals.push(...refusedTimes(4))
    publisher.want([microphone()])
    await pass(SOON)
    expect(notSent).toEqual(['microphone internal'])
    expect([...room.values()]).toEqual([true])
  })

  it('of a mute is asked again, and for good takes the track out of the room', async () => {
    const { refusals, room, removed, notSent, carrier, publisher } = join([camera('auto')])
    await pass(0)
    refusals.push(refusal('internal'))
    publisher.want([camera('auto', false)])
    await pass(300)
    expect([...room.values()]).toEqual([true])
    publisher.want([camera('auto')])
    await pass(0)
    refusals.push(...refusedTimes(4))
    publisher.want([camera('auto', false)])
    await pass(SOON)
    expect(removed).toEqual([testTrack(1)])
    expect(carrier.open.size).toBe(0)
    publisher.want([camera('auto')])
    await pass(0)
    expect(carrier.open.size).toBe(1)
    expect(notSent).toEqual([])
  })

  it('of the end of a share is asked again until the room has it no more', async () => {
    const { refusals, removed, publisher } = join([share(1)])
    await pass(0)
    refusals.push(...refusedTimes(2, 'rate_limited'))
    publisher.want([])
    await pass(SOON)
    expect(removed).toEqual([testTrack(1)])
  })

  it('or not: a share that gives no pictures is paused in the room until it gives some again', async () => {
    const { carrier, room, publisher } = join([share(1)])
    await pass(0)
    publisher.want([{ ...share(1), track: null }])
    await pass(0)
    expect([...room.values()]).toEqual([true])
    publisher.want([share(1)])
    await pass(0)
    expect([...room.values()]).toEqual([false])
    expect(carrier.log).toEqual(['screen in VP8'])
  })

  it('of thirty presses ends as the last one wants it', async () => {
    const { refusals, room, publisher } = join([microphone()])
    await pass(0)
    refusals.push(...Array.from({ length: 6 }, () => refusal('rate_limited', { retryAfterMs: 200 })))
    for (let press = 1; press <= 31; press += 1) {
      publisher.want([microphone(press % 2 === 0)])
      await pass(20)
    }
    await pass(SOON)
    expect([...room.values()]).toEqual([true])
    publisher.want([microphone()])
    await pass(SOON)
    expect([...room.values()]).toEqual([false])
  })

  it('is not confused with what a moderator does meanwhile', async () => {
    const { room, publisher } = join([microphone()])
    await pass(0)
    publisher.want([microphone(false)])
    publisher.want([microphone()])
    publisher.changed(testTrack(1), true)
    publisher.want([microphone(false)])
    await pass(SOON)
    expect([...room.values()].at(-1) ?? true).toBe(true)
  })

  it('a device that was taken out of the room comes in again', async () => {
    const { carrier, publisher } = join([camera('auto')])
    await pass(0)
    publisher.changed(testTrack(1), null)
    await pass(0)
    expect(carrier.log).toEqual(['camera in VP8', 'camera in VP8'])
    expect(carrier.open.size).toBe(1)
  })

  it('a snapshot after a long cut tells what others have muted or removed', async () => {
    const { carrier, room, publisher } = join([microphone(), camera('auto')])
    await pass(0)
    room.set(testTrack(1), true)
    const muted = publisher.align([{ id: testTrack(1), muted: true }])
    expect(muted.map(({ key }) => key)).toEqual(['microphone'])
    await pass(0)
    expect(carrier.log.slice(2)).toEqual(['camera in VP8'])
    publisher.want([microphone(false), camera('auto')])
    await pass(0)
    expect(room.get(testTrack(1))).toBe(true)
  })

  it('is not tried any more after the end', async () => {
    const { carrier, publisher } = begin()
    vi.useFakeTimers()
    carrier.refusals = refusedTimes(2)
    publisher.goLive([])
    publisher.want([microphone()])
    await pass(0)
    publisher.close()
    await pass(60_000)
    expect(carrier.log).toEqual(['refused microphone'])
    expect(vi.getTimerCount()).toBe(0)
  })
})
