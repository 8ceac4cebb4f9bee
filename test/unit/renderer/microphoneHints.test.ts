import { beforeEach, describe, expect, test } from 'vitest'
import {
  type MicrophoneHint,
  MicrophoneHints,
} from '../../../renderer/features/devices/notices/MicrophoneHints.ts'
import { FakeMedia } from '../../fixtures/FakeMedia.ts'

/** As often as the microphone is measured. */
const STEP_MS = 150
/** -24 dB full scale, and a quiet room. */
const [SPEECH, ROOM] = [0.6, 0.1]

let nowMs: number
let media: FakeMedia
let hints: MicrophoneHint[]
let running: MicrophoneHints

const open = () => ({ kind: 'on', track: {} as MediaStreamTrack }) as const

function start(state: ConstructorParameters<typeof FakeMedia>[0]): void {
  media = new FakeMedia(state)
  running = new MicrophoneHints({ media, onHint: (hint) => hints.push(hint), now: () => nowMs })
}

/** The microphone gives this for so long. */
function hear(level: number, forMs: number, peak = level): void {
  for (let ms = 0; ms < forMs; ms += STEP_MS) {
    nowMs += STEP_MS
    media.hear(level, peak)
  }
}

/** Words with pauses between them. */
function talk(forMs: number): void {
  for (let ms = 0; ms < forMs; ms += 600) {
    hear(SPEECH, 450)
    hear(ROOM, 150)
  }
}

beforeEach(() => {
  nowMs = 1000
  hints = []
})

describe('while muted', () => {
  beforeEach(() => {
    start({ microphone: { kind: 'off' } })
    hear(ROOM, 2000)
  })

  test('talking is told within a second and a half, and once for each burst', () => {
    talk(1500)
    expect(hints).toEqual(['talksMuted'])
    talk(60_000)
    expect(hints).toEqual(['talksMuted'])
    hear(ROOM, 5000)
    talk(1500)
    expect(hints).toEqual(['talksMuted', 'talksMuted'])
  })

  test('talking on and off to somebody beside is not told time and again', () => {
    for (let burst = 0; burst < 6; burst += 1) {
      talk(1500)
      hear(ROOM, 5000)
    }
    // Half a minute has passed once in that time.
    expect(hints).toHaveLength(2)
  })

  test('a cough, a door and a fan are not talk', () => {
    for (let cough = 0; cough < 10; cough += 1) {
      hear(SPEECH, 300)
      hear(ROOM, 2000)
    }
    expect(hints).toEqual([])
    hear(0.28, 60_000)
    expect(hints).toEqual([])
  })

  test('a loud hum is not talk once it has lasted; words above it are', () => {
    running.close()
    start({ microphone: { kind: 'off' } })
    hear(0.4, 20_000)
    expect(hints).toEqual([])
    hear(0.7, 900)
    expect(hints).toEqual(['talksMuted'])
  })

  test('unmuting ends the hint', () => {
    talk(1500)
    media.store.setState({ microphone: open() })
    expect(hints).toEqual(['talksMuted', null])
  })
})

describe('an open microphone', () => {
  test('that gives nothing for ten seconds is told once, and over when it gives something', () => {
    start({ microphone: open() })
    hear(0, 9900)
    expect(hints).toEqual([])
    hear(0, 300)
    expect(hints).toEqual(['silent'])
    hear(0, 60_000)
    expect(hints).toEqual(['silent'])
    hear(ROOM, 150)
    expect(hints).toEqual(['silent', null])
  })

  test('that hears as much as a quiet room is not silent, and is not listened to any more', () => {
    start({ microphone: open() })
    expect(media.listenedTo).toBe(true)
    // Below what the meter shows, and yet a signal.
    hear(0, 150, 0.0005)
    expect(media.listenedTo).toBe(false)
    expect(hints).toEqual([])
  })

  test('is listened to anew when it is exchanged, not when it is only muted for a while', () => {
    const first = open()
    start({ microphone: first })
    hear(ROOM, 150)
    media.store.setState({ microphone: { kind: 'off' } })
    expect(media.listenedTo).toBe(true)
    media.store.setState({ microphone: first })
    expect(media.listenedTo).toBe(false)
    media.store.setState({ microphone: open() })
    hear(0, 10_200)
    expect(hints).toEqual(['silent'])
  })

  test('that was told to be silent is not so any more once it is muted', () => {
    start({ microphone: open() })
    hear(0, 10_200)
    media.store.setState({ microphone: { kind: 'off' } })
    expect(hints).toEqual(['silent', null])
  })
})

test('closing stops listening', () => {
  start({ microphone: { kind: 'off' } })
  running.close()
  expect(media.listenedTo).toBe(false)
})
