import { expect, test } from 'vitest'
import { DetachedSessions } from '../../../main/throttling/DetachedSessions.ts'

test('P-RESUME-7 past the number for one network, the one of it who has been away longest gives way', () => {
  const list = new DetachedSessions<string>(100, 2)
  expect(list.add('other', 'home')).toEqual([])
  expect([list.add('one', 'school'), list.add('two', 'school')]).toEqual([[], []])
  expect(list.add('three', 'school')).toEqual(['one'])
  list.remove('two')
  expect(list.add('four', 'school')).toEqual([])
})

test('P-RESUME-7 past the number of the host, the one who has been away longest gives way', () => {
  const list = new DetachedSessions<string>(2, 100)
  list.add('one', 'home')
  list.add('two', 'school')
  expect(list.add('three', 'office')).toEqual(['one'])
  expect(list.add('four', null)).toEqual(['two'])
})

test('those whose network is not known count on the whole alone', () => {
  const list = new DetachedSessions<number>(100, 1)
  for (let number = 0; number < 50; number += 1) expect(list.add(number, null)).toEqual([])
})
