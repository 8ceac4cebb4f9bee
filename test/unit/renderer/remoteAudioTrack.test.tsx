import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RemoteAudioTrack } from '../../../renderer/call/stage/audio/RemoteAudioTrack.tsx'
import { PlaybackVolumes } from '../../../renderer/media/audio/PlaybackVolumes.ts'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { testPeer, testTrack } from '../../fixtures/roomIds.ts'

/** How loud each gain is that plays. */
let gains: Set<{ volume: number }>

class FakeContext {
  currentTime = 0
  createMediaStreamDestination() {
    return { stream: null }
  }
  createMediaStreamSource() {
    return { connect: <T,>(node: T) => node }
  }
  async resume() {}
  async close() {
    gains.clear()
  }
}
class FakeGain {
  volume = 1
  gain = { setTargetAtTime: (volume: number) => (this.volume = volume) }
  constructor() {
    gains.add(this)
  }
  connect<T>(node: T): T {
    return node
  }
}

beforeEach(() => {
  gains = new Set()
  vi.stubGlobal('AudioContext', FakeContext)
  vi.stubGlobal('GainNode', FakeGain)
  vi.stubGlobal('MediaStream', class {})
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue()
  vi.spyOn(HTMLMediaElement.prototype, 'srcObject', 'set').mockReturnValue()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function play() {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const [, bob] = meeting.people
  if (bob === undefined) throw new Error('Bob is missing.')
  const track = testTrack(1)
  meeting.happen({ type: 'track.added', track: { id: track, peer: bob, source: 'microphone', muted: false } })
  meeting.store.setState({ received: new Map([[track, {} as MediaStreamTrack]]) })
  const volumes = new PlaybackVolumes()
  const { container } = render(
    <RemoteAudioTrack
      meeting={meeting}
      track={track}
      speaker=""
      volumes={volumes}
      onBlocked={() => undefined}
    />,
  )
  const audio = container.querySelector('audio')
  if (audio === null) throw new Error('Nothing plays.')
  return { audio, set: (volume: number) => act(() => volumes.setVolume(bob, volume)), volumes, bob }
}
const played = () => [...gains].map(({ volume }) => volume)

test('a person is made softer by the element itself, where that can', () => {
  const { audio, set } = play()
  set(0.5)
  expect(audio.volume).toBe(0.5)
  expect(audio.muted).toBe(false)
  expect(played()).toEqual([])
})

test('on an iPhone, where elements are always at full volume, a person is made softer all the same', () => {
  vi.spyOn(HTMLMediaElement.prototype, 'volume', 'get').mockReturnValue(1)
  const { audio, set, volumes, bob } = play()
  expect(audio.muted).toBe(false)
  set(0.5)
  expect(played()).toEqual([0.5])
  expect(audio.muted).toBe(true)
  act(() => volumes.setSilenced(bob, true))
  expect(played()).toEqual([])
  expect(audio.muted).toBe(true)
  act(() => volumes.setSilenced(bob, false))
  set(1)
  expect(played()).toEqual([])
  expect(audio.muted).toBe(false)
})

test('one of two people with the same name is silenced, and the other one is heard', () => {
  const { audio, volumes, bob } = play()
  act(() => volumes.setSilenced(testPeer(7), true))
  expect(audio.volume).toBe(1)
  act(() => volumes.setSilenced(bob, true))
  expect(audio.volume).toBe(0)
})
