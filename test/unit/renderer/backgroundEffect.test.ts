import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { canShow } from '../../../renderer/media/effects/background/canShow.ts'
import { BackgroundEffect } from '../../../renderer/media/effects/background/BackgroundEffect.ts'
import type { FromWorker, ToWorker } from '../../../renderer/media/effects/background/workerMessages.ts'

/** A worker that answers as long as it lives. */
class FakeWorker {
  static last: FakeWorker | null = null
  onmessage: ((event: { data: FromWorker }) => void) | null = null
  onerror: (() => void) | null = null
  alive = true

  constructor() {
    FakeWorker.last = this
    queueMicrotask(() => this.say({ kind: 'loaded' }))
  }
  postMessage(message: ToWorker): void {
    if (message.kind === 'ping') this.say({ kind: 'pong' })
    if (message.kind === 'stream') this.say({ kind: 'flowing' })
  }
  terminate(): void {
    this.alive = false
  }
  say(data: FromWorker): void {
    if (this.alive) this.onmessage?.({ data })
  }
}

const track = { getSettings: () => ({ frameRate: 30 }) } as MediaStreamTrack

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('Worker', FakeWorker)
  vi.stubGlobal('MediaStreamTrackProcessor', class {})
  vi.stubGlobal(
    'MediaStreamTrackGenerator',
    class {
      stop() {}
    },
  )
  browserWith('filter')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A browser whose canvases know this. */
function browserWith(...abilities: string[]): void {
  class Context {}
  for (const ability of abilities) Object.assign(Context.prototype, { [ability]: 'none' })
  vi.stubGlobal('OffscreenCanvasRenderingContext2D', Context)
}

async function begin() {
  const ends: string[] = []
  const effect = await BackgroundEffect.load({ onCost: () => undefined, onEnd: (why) => ends.push(why) })
  effect.show('blur')
  return { effect, ends }
}

it('goes on as long as its worker answers', async () => {
  const { effect, ends } = await begin()
  await effect.process(track)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ends).toEqual([])
})

it('ends when its worker has died without a word, so that no picture stands still unnoticed', async () => {
  const { effect, ends } = await begin()
  await effect.process(track)
  FakeWorker.last?.terminate()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ends).toEqual(['failed'])
})

it('ends as well where the worker died while the camera was off', async () => {
  const { effect, ends } = await begin()
  await effect.process(track)
  effect.rest()
  FakeWorker.last?.terminate()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ends).toEqual([])
  const failed = effect.process(track).catch(() => 'failed')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await failed).toBe('failed')
  expect(ends).toEqual(['failed'])
})

it('asks nothing any more after its end', async () => {
  const { effect } = await begin()
  await effect.process(track)
  effect.close()
  expect(vi.getTimerCount()).toBe(0)
})

it('does not pretend to blur where the browser cannot', async () => {
  browserWith()
  const { effect, ends } = await begin()
  await effect.process(track).catch(() => undefined)
  expect(ends).toEqual(['failed'])
  expect(canShow('dusk')).toBe(true)
  effect.close()
})
