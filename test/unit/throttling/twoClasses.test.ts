import { expect, test } from 'vitest'
import { TwoClasses } from '../../../main/throttling/TwoClasses.ts'

function drained(queue: TwoClasses<string>): string[] {
  const items: string[] = []
  for (let item = queue.next(); item !== undefined; item = queue.next()) items.push(item)
  return items
}

test('the first class goes before the second, which gets every fourth turn; keys of each take turns', () => {
  const queue = new TwoClasses<string>()
  for (const item of ['s1', 's2', 's3']) queue.add(false, 'stranger', item)
  for (const item of ['a1', 'a2', 'a3', 'a4']) queue.add(true, 'a', item)
  queue.add(true, 'b', 'b1')
  expect(drained(queue)).toEqual(['a1', 'b1', 'a2', 's1', 'a3', 'a4', 's2', 's3'])
})

test('where nobody of the first class waits, the second has all turns', () => {
  const queue = new TwoClasses<string>()
  for (const item of ['s1', 's2', 's3']) queue.add(false, 'stranger', item)
  expect([queue.next(), queue.next()]).toEqual(['s1', 's2'])
  queue.add(true, 'a', 'a1')
  expect([queue.next(), queue.next(), queue.next()]).toEqual(['a1', 's3', undefined])
})

test('who no longer waits is not called, in whichever class', () => {
  const queue = new TwoClasses<string>()
  queue.add(true, 'a', 'a1')
  queue.add(false, 'a', 'a2')
  queue.add(false, 'a', 'a3')
  queue.remove('a', 'a1')
  queue.remove('a', 'a2')
  queue.remove('a', 'a2')
  expect([queue.size, drained(queue)]).toEqual([1, ['a3']])
})
