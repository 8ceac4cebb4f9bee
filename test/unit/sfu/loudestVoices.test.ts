import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type TrackId, trackIdSchema } from '../../../protocol/ids.ts'
import { LoudestVoices } from '../../../main/sfu/allocation/LoudestVoices.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const [ada, grace] = ['ada', 'grace'].map((name) => trackIdSchema.parse(name.padEnd(22, '_'))) as [
  TrackId,
  TrackId,
]
/** What a worker has measured, and so many milliseconds after it. */
function measure(voices: LoudestVoices, heard: readonly TrackId[], ms: number): void {
  voices.heard(
    voices,
    heard.map((track) => ({ track, volume: -20 })),
  )
  vi.advanceTimersByTime(ms)
}

function listen() {
  const told: TrackId[][] = []
  const voices = new LoudestVoices({
    crowdChanged: () => undefined,
    speaking: (tracks) => told.push([...tracks]),
  })
  return { told, voices }
}

it('tells at once who begins to speak, and who joins in at most 0.4 seconds later', () => {
  const { told, voices } = listen()
  measure(voices, [ada], 250)
  expect(told).toEqual([[ada]])
  measure(voices, [ada, grace], 149)
  expect(told).toEqual([[ada]])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([[ada], [ada, grace]])
  voices.close()
})

it('tells nothing where it was only a word, and all is as it was told', () => {
  const { told, voices } = listen()
  measure(voices, [ada], 100)
  // Grace coughs: for one measurement only.
  measure(voices, [ada, grace], 250)
  measure(voices, [ada], 3000)
  expect(told).toEqual([[ada]])
  voices.close()
})
