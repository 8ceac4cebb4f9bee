import { expect, test, vi } from 'vitest'
import { ToastQueue } from '../../../renderer/ui/messages/ToastQueue.ts'

const answer = { label: 'Admit', run: () => undefined }
const shown = (queue: ToastQueue) => queue.store.getState().map(({ text }) => text)

test('what asks something stays, however much is told meanwhile', () => {
  vi.useFakeTimers()
  const queue = new ToastQueue()
  queue.show('Zed is waiting', answer)
  for (const name of ['Ann', 'Ben', 'Cid', 'Dot']) queue.show(`${name} raised a hand`)
  queue.announce('Speaker view')
  queue.show('Eve raised a hand')
  expect(shown(queue)).toEqual(['Speaker view', 'Zed is waiting', 'Dot raised a hand', 'Eve raised a hand'])
  // Its own time is over in the end.
  vi.advanceTimersByTime(15_000)
  expect(shown(queue)).toEqual([])
  vi.useRealTimers()
})

test('there is room for what is told beside any number of questions, of which the oldest go', () => {
  const queue = new ToastQueue()
  for (const name of ['Ann', 'Ben', 'Cid', 'Dot']) queue.show(`${name} is waiting`, answer)
  queue.show('Eve raised a hand')
  queue.show('Ben is waiting')
  expect(shown(queue)).toEqual(['Ben is waiting', 'Cid is waiting', 'Dot is waiting', 'Ben is waiting'])
  expect(queue.store.getState()[0]?.action).toBe(answer)
})
