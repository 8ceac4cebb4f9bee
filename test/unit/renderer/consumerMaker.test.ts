import type { types } from 'mediasoup-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConsumerMaker } from '../../../renderer/session/media/subscribing/ConsumerMaker.ts'
import type { ExpandedConsumer } from '../../../renderer/session/media/subscribing/consumerOptions.ts'
import { testTrack } from '../../fixtures/roomIds.ts'

/** As the library does it: what is asked for in one go is described together, and refused together. */
class Transport {
  readonly bad = new Set<string>()
  readonly passes: string[][] = []
  readonly closed: string[] = []
  #pending: { id: string; settle: (bad: boolean) => void }[] = []

  consume<Data extends types.AppData>({ id }: types.ConsumerOptions<Data>): Promise<types.Consumer<Data>> {
    return new Promise((resolve, reject) => {
      const consumer = { id, close: () => void this.closed.push(id) }
      this.#pending.push({
        id,
        settle: (bad) =>
          bad ? reject(new Error('Invalid SDP line.')) : resolve(consumer as unknown as types.Consumer<Data>),
      })
      if (this.#pending.length === 1) queueMicrotask(() => this.#describe())
    })
  }

  #describe(): void {
    const all = this.#pending.splice(0)
    this.passes.push(all.map(({ id }) => id))
    const bad = all.some(({ id }) => this.bad.has(id))
    for (const { settle } of all) settle(bad)
  }
}

const offer = (number: number): ExpandedConsumer => {
  const id = String(number)
  const rtpParameters = { codecs: [], encodings: [{}] }
  return { track: testTrack(number), options: { id, producerId: id, kind: 'video', rtpParameters } }
}
const offers = (count: number) => Array.from({ length: count }, (_, index) => offer(index + 1))

let transport: Transport
let late: (string | null)[]
let maker: ConsumerMaker

beforeEach(() => {
  vi.useFakeTimers()
  transport = new Transport()
  late = []
  maker = new ConsumerMaker(transport, ({ track }) => late.push(track))
})
afterEach(() => {
  vi.useRealTimers()
})

const tracks = (made: readonly { track: string | null }[]) => made.map(({ track }) => track).toSorted()
const all = (count: number, ...without: number[]) =>
  offers(count)
    .map(({ track }) => track)
    .filter((track) => !without.some((number) => track === testTrack(number)))

describe('what the host offers', () => {
  it('is received in one pass', async () => {
    expect(tracks(await maker.make(offers(20)))).toEqual(all(20))
    expect(transport.passes).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('costs one tile where one of it cannot be received, and few passes', async () => {
    transport.bad.add('13')
    expect(tracks(await maker.make(offers(64)))).toEqual(all(64, 13))
    expect(transport.passes.length).toBeLessThan(16)
  })

  it('is received without any that cannot be', async () => {
    for (const id of ['1', '5', '8']) transport.bad.add(id)
    expect(tracks(await maker.make(offers(8)))).toEqual(all(8, 1, 5, 8))
  })

  it('is tried again where it failed, and then told', async () => {
    transport.bad.add('2')
    await maker.make(offers(3))
    await vi.advanceTimersByTimeAsync(600)
    expect(late).toEqual([])
    transport.bad.clear()
    await vi.advanceTimersByTimeAsync(2000)
    expect(late).toEqual([testTrack(2)])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is given up after some tries', async () => {
    transport.bad.add('1')
    await maker.make(offers(1))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(transport.passes).toHaveLength(4)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not tried again once it has gone, or was offered anew', async () => {
    transport.bad.add('1')
    await maker.make(offers(1))
    transport.bad.clear()
    expect(tracks(await maker.make(offers(1)))).toEqual([testTrack(1)])
    transport.bad.add('2')
    await maker.make([offer(2)])
    maker.forget((track) => track === testTrack(2))
    transport.bad.clear()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(late).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is closed again where it has gone while it was tried', async () => {
    transport.bad.add('1')
    await maker.make(offers(1))
    transport.bad.clear()
    const consume = transport.consume.bind(transport)
    vi.spyOn(transport, 'consume').mockImplementation((options) => {
      maker.forget(() => true)
      return consume(options)
    })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(transport.closed).toEqual(['1'])
    expect(late).toEqual([])
  })
})
