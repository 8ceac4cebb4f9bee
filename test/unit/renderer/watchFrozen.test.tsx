import { render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { VideoPicture } from '../../../renderer/ui/pictures/VideoPicture.tsx'

let frames = 0

beforeEach(() => {
  frames = 0
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  // A document without a browser counts nothing.
  Object.defineProperty(HTMLVideoElement.prototype, 'getVideoPlaybackQuality', {
    configurable: true,
    value: () => ({ totalVideoFrames: frames }),
  })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A picture with this many frames between two looks, for so long. */
function pass(ms: number, perLook: number): void {
  for (let looks = 0; looks < ms / 100; looks += 1) {
    frames += perLook
    vi.advanceTimersByTime(100)
  }
}

test('a picture that stands still says so after two tenths of a second, again and again until it moves', () => {
  const onStill = vi.fn<() => void>()
  const { unmount } = render(<VideoPicture track={{} as MediaStreamTrack} onStill={onStill} />)
  pass(2000, 3)
  expect(onStill).not.toHaveBeenCalled()
  pass(100, 0)
  expect(onStill).not.toHaveBeenCalled()
  pass(200, 0)
  expect(onStill).toHaveBeenCalledTimes(2)
  pass(1000, 1)
  expect(onStill).toHaveBeenCalledTimes(2)
  unmount()
  expect(vi.getTimerCount()).toBe(0)
})

test('the first frame may take a second', () => {
  const onStill = vi.fn<() => void>()
  render(<VideoPicture track={{} as MediaStreamTrack} onStill={onStill} />)
  pass(1000, 0)
  expect(onStill).not.toHaveBeenCalled()
  pass(200, 0)
  expect(onStill).toHaveBeenCalledTimes(2)
})

test('one that is not there does not stand still', () => {
  const onStill = vi.fn<() => void>()
  render(<VideoPicture track={null} onStill={onStill} />)
  pass(2000, 0)
  expect(onStill).not.toHaveBeenCalled()
})
