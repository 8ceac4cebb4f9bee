import { act, cleanup, render } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { useCountdown } from '../../../renderer/ui/messages/useCountdown.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('a countdown is right from its first drawing on, however long after the page was drawn it begins', () => {
  vi.useFakeTimers()
  const seen: (number | null)[] = []
  function Countdown({ at }: { readonly at: number | null }) {
    const seconds = useCountdown(at)
    if (seconds !== seen.at(-1)) seen.push(seconds)
    return null
  }
  const { rerender } = render(<Countdown at={null} />)
  act(() => void vi.advanceTimersByTime(40_000))
  rerender(<Countdown at={Date.now() + 2000} />)
  act(() => void vi.advanceTimersByTime(1000))
  rerender(<Countdown at={null} />)
  act(() => void vi.advanceTimersByTime(7000))
  rerender(<Countdown at={Date.now() + 3000} />)
  expect(seen).toEqual([null, 2, 1, null, 3])
})
