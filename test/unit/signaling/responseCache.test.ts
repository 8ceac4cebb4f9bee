import { expect, test } from 'vitest'
import { ResponseCache } from '../../../main/signaling/session/ResponseCache.ts'
import { limits } from '../../../protocol/limits.ts'

function answered(answers: ResponseCache, id: number, length: number): void {
  answers.begin(id)
  answers.finish(id, 'x'.repeat(length))
}

test('P-LIMIT-12 answers that are long together push out the oldest; one that is too long is not kept', () => {
  const answers = new ResponseCache()
  const long = Math.floor(limits.keptAnswersLength / 2)
  for (const id of [1, 2, 3]) answered(answers, id, long)
  expect([1, 2, 3].map((id) => answers.begun(id))).toEqual([false, true, true])
  answered(answers, 4, limits.keptAnswersLength + 1)
  expect([2, 3, 4].map((id) => answers.begun(id))).toEqual([true, true, false])
  answered(answers, 5, 10)
  expect([2, 3, 5].map((id) => answers.begun(id))).toEqual([false, true, true])
  expect(answers.again(5)).toBe('x'.repeat(10))
})

test('P-LIMIT-12 a request that is still being answered is not forgotten over long answers', () => {
  const answers = new ResponseCache()
  answers.begin(1)
  for (const id of [2, 3, 4]) answered(answers, id, limits.keptAnswersLength)
  expect(answers.again(1)).toBeUndefined()
  expect(answers.finish(1, 'late')).toBe(2)
})

test('P-RESUME-4 of short answers so many are kept', () => {
  const answers = new ResponseCache()
  for (let id = 0; id <= limits.keptAnswers; id += 1) answered(answers, id, 1)
  expect([0, 1].map((id) => answers.begun(id))).toEqual([false, true])
})
