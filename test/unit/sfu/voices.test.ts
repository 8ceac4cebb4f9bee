import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type TrackId, trackIdSchema } from '../../../protocol/ids.ts'
import { Voices } from '../../../main/sfu/Voices.ts'

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
const INTERVAL_MS = 250

/** Measures for a while, as a worker does, and gives back what was told meanwhile. */
function talk(voices: Voices, told: TrackId[][], heard: readonly TrackId[], ms: number): TrackId[][] {
  const before = told.length
  for (let passed = 0; passed < ms; passed += INTERVAL_MS) {
    voices.heard(
      voices,
      heard.map((track) => ({ track, volume: -20 })),
    )
    vi.advanceTimersByTime(INTERVAL_MS)
  }
  return told.slice(before)
}

function listen() {
  const told: TrackId[][] = []
  const voices = new Voices({
    crowdChanged: () => undefined,
    speaking: (tracks) => told.push([...tracks]),
  })
  return { told, voices }
}

it('tells at once who begins to speak, and who joins in at most a second later', () => {
  const { told, voices } = listen()
  expect(talk(voices, told, [ada], INTERVAL_MS)).toEqual([[ada]])
  expect(talk(voices, told, [ada, grace], 500)).toEqual([])
  expect(talk(voices, told, [ada, grace], 500)).toEqual([[ada, grace]])
  voices.close()
})

it('tells nothing where it was only a word, and all is as it was told', () => {
  const { told, voices } = listen()
  talk(voices, told, [ada], 500)
  // Grace coughs: for one measurement only.
  expect(talk(voices, told, [ada, grace], INTERVAL_MS)).toEqual([])
  expect(talk(voices, told, [ada], 3000)).toEqual([])
  voices.close()
})
