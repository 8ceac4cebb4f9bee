import { expect, test } from 'vitest'
import { CloseGuard } from '../../../main/shell/window/CloseGuard.ts'
import { endingAnswer, quitDialog } from '../../../main/shell/window/quitDialog.ts'

/** A guard whose person answers when the test says so. */
function guard(others: number) {
  const asked: number[] = []
  let answer: (ends: boolean) => void = () => {}
  let closed = 0
  const guarded = new CloseGuard({
    others: async () => others,
    confirm: (count) => {
      asked.push(count)
      return new Promise((resolve) => {
        answer = resolve
      })
    },
    close: () => {
      closed += 1
    },
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { guarded, asked, closed: () => closed, answer: (ends: boolean) => answer(ends), settled }
}

test('nobody is asked where nobody is cut off', async () => {
  const { guarded, asked, closed, settled } = guard(0)
  expect(guarded.mayClose()).toBe(false)
  await settled()
  expect(asked).toEqual([])
  expect(closed()).toBe(1)
  expect(guarded.mayClose()).toBe(true)
})

test('a no keeps the meeting, and the next try asks again', async () => {
  const { guarded, asked, closed, answer, settled } = guard(2)
  guarded.mayClose()
  await settled()
  answer(false)
  await settled()
  expect(closed()).toBe(0)
  expect(guarded.mayClose()).toBe(false)
  await settled()
  expect(asked).toEqual([2, 2])
  answer(true)
  await settled()
  expect(closed()).toBe(1)
})

test('an impatient person is asked once', async () => {
  const { guarded, asked, settled } = guard(2)
  guarded.mayClose()
  await settled()
  guarded.mayClose()
  await settled()
  expect(asked).toEqual([2])
})

test('the system is not asked', () => {
  const { guarded } = guard(2)
  guarded.agree()
  expect(guarded.mayClose()).toBe(true)
})

test('the question counts people; Return keeps the meeting, Escape changes nothing', () => {
  expect(quitDialog(1).message).toBe('End the meeting for 1 person?')
  const { message, buttons = [], defaultId = -1, cancelId = -1 } = quitDialog(3)
  expect(message).toBe('End the meeting for 3 people?')
  expect([buttons[defaultId], endingAnswer(defaultId)]).toEqual(['Keep hosting', 'keep'])
  expect([buttons[cancelId], endingAnswer(cancelId)]).toEqual(['Cancel', 'cancel'])
  expect(endingAnswer(buttons.indexOf('End for all'))).toBe('end')
  // A dialog that goes away by itself has answered nothing.
  expect(endingAnswer(-1)).toBe('cancel')
})
