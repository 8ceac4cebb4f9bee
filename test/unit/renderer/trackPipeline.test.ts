import { expect, test } from 'vitest'
import type { EffectPhase } from '../../../renderer/media/effects/effectsState.ts'
import type { EffectEvents, TrackEffect } from '../../../renderer/media/effects/TrackEffect.ts'
import { TrackPipeline } from '../../../renderer/media/effects/TrackPipeline.ts'

/** The pipeline looks at nothing but whether a track still lives. */
function track(name: string): MediaStreamTrack {
  return { label: name, readyState: 'live' } as MediaStreamTrack
}

function setUp(holdsBack: boolean) {
  const sent: (string | null)[] = []
  const phases: EffectPhase['kind'][] = []
  const ends: string[] = []
  const effect = { rests: 0, wakes: 0, closes: 0, made: 0, events: null as EffectEvents | null }
  const pipeline = new TrackPipeline({
    holdsBack,
    onSend: (one) => sent.push(one?.label ?? null),
    onPhase: ({ kind }) => phases.push(kind),
    onEnd: (why) => ends.push(why),
  })
  const load = async (events: EffectEvents): Promise<TrackEffect> => {
    effect.events = events
    return {
      process: async ({ label }) => track(`${label} processed ${++effect.made}`),
      rest: () => (effect.rests += 1),
      wake: () => (effect.wakes += 1),
      close: () => (effect.closes += 1),
    }
  }
  return { pipeline, sent, phases, ends, effect, load }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))
const labelOf = (one: MediaStreamTrack | null) => one?.label ?? null

test('without an effect the device itself is sent', () => {
  const { pipeline, sent } = setUp(true)
  expect(labelOf(pipeline.follow(track('camera')))).toBe('camera')
  expect(pipeline.follow(null)).toBeNull()
  expect(sent).toEqual([])
})

test('a camera that starts shows nothing before its background is hidden', async () => {
  const { pipeline, sent, phases, load } = setUp(true)
  pipeline.use(load)
  expect(phases).toEqual(['waiting'])
  expect(pipeline.follow(track('camera'))).toBeNull()
  await settled()
  expect(sent).toEqual(['camera processed 1'])
  expect(phases).toEqual(['waiting', 'preparing', 'on'])
})

test('a microphone is heard while its effect is being prepared', async () => {
  const { pipeline, sent, load } = setUp(false)
  pipeline.use(load)
  expect(labelOf(pipeline.follow(track('microphone')))).toBe('microphone')
  await settled()
  expect(sent).toEqual(['microphone processed 1'])
})

test('a camera that runs goes on until the effect is ready, and the other way round', async () => {
  const { pipeline, sent, effect, load } = setUp(true)
  pipeline.follow(track('camera'))
  pipeline.use(load)
  expect(sent).toEqual([])
  await settled()
  expect(sent).toEqual(['camera processed 1'])
  pipeline.use(null)
  await settled()
  expect(sent).toEqual(['camera processed 1', 'camera'])
  expect(effect.closes).toBe(1)
})

test('a muted microphone speaks again at once, through the same track', async () => {
  const { pipeline, sent, effect, load } = setUp(false)
  const microphone = track('microphone')
  pipeline.use(load)
  pipeline.follow(microphone)
  await settled()
  expect(pipeline.follow(null)).toBeNull()
  await settled()
  expect(labelOf(pipeline.follow(microphone))).toBe('microphone processed 1')
  expect(sent).toEqual(['microphone processed 1'])
  expect([effect.rests, effect.wakes, effect.made]).toEqual([1, 1, 1])
})

test('another camera takes over without showing its room or leaving a gap', async () => {
  const { pipeline, sent, load } = setUp(true)
  pipeline.use(load)
  pipeline.follow(track('first'))
  await settled()
  expect(labelOf(pipeline.follow(track('second')))).toBe('first processed 1')
  await settled()
  expect(sent).toEqual(['first processed 1', 'second processed 2'])
})

test('what was given up meanwhile changes nothing when it comes', async () => {
  const { pipeline, sent, effect, phases, load } = setUp(true)
  pipeline.follow(track('camera'))
  pipeline.use(load)
  pipeline.use(null)
  await settled()
  expect(sent).toEqual([])
  expect(phases.at(-1)).toBe('off')
  expect(effect.closes).toBe(1)
})

test('an effect that gives up or cannot be loaded leaves the device itself where it hid nothing', async () => {
  const { pipeline, sent, ends, effect, load } = setUp(false)
  pipeline.follow(track('microphone'))
  pipeline.use(load)
  await settled()
  effect.events?.onEnd('tooSlow')
  expect(sent.at(-1)).toBe('microphone')
  expect(ends).toEqual(['tooSlow'])
  // What it still says afterwards is not heard.
  effect.events?.onEnd('failed')
  expect(ends).toEqual(['tooSlow'])

  pipeline.use(() => Promise.reject(new Error('offline')))
  await settled()
  expect(ends).toEqual(['tooSlow', 'failed'])
})

test('what a camera shows stays hidden when its effect gives up or cannot be loaded, until it is turned on again', async () => {
  const { pipeline, sent, ends, effect, load } = setUp(true)
  pipeline.follow(track('camera'))
  pipeline.use(load)
  await settled()
  effect.events?.onEnd('tooSlow')
  expect([sent.at(-1), ends]).toEqual([null, ['tooSlow']])
  expect(sent.slice(1)).not.toContain('camera')
  pipeline.follow(null)
  expect(labelOf(pipeline.follow(track('camera again')))).toBe('camera again')

  pipeline.use(() => Promise.reject(new Error('offline')))
  await settled()
  expect(ends).toEqual(['tooSlow', 'failed'])
  expect(sent.at(-1)).toBeNull()
})
