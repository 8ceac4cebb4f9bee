import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FairQueue } from '../../../main/throttling/FairQueue.ts'

function drained<T>(queue: FairQueue<T>): T[] {
  const items: T[] = []
  for (let item = queue.next(); item !== undefined; item = queue.next()) items.push(item)
  return items
}

test('the lines take turns: a long one makes nobody else wait', () => {
  const queue = new FairQueue<string>()
  for (const item of ['m1', 'm2', 'm3', 'm4']) queue.add('many', item)
  queue.add('one', 'o1')
  queue.add('two', 't1')
  queue.add('two', 't2')
  expect(drained(queue)).toEqual(['m1', 'o1', 't1', 'm2', 't2', 'm3', 'm4'])
})

test('who no longer waits is not called', () => {
  const queue = new FairQueue<string>()
  for (const item of ['a1', 'a2']) queue.add('a', item)
  queue.add('b', 'b1')
  queue.remove('a', 'a1')
  queue.remove('b', 'b1')
  queue.remove('b', 'b1')
  expect([queue.size, drained(queue)]).toEqual([1, ['a2']])
})

test('whatever is added and removed, each item that stays comes once, in the order of its line', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (asked) => {
      const queue = new FairQueue<string>()
      const expected = new Map<string, string[]>()
      for (const [index, [key, adds]] of asked.entries()) {
        const line = expected.get(key) ?? []
        expected.set(key, line)
        const item = `${key}${index}`
        if (adds) {
          queue.add(key, item)
          line.push(item)
        } else queue.remove(key, line.shift() ?? 'nobody')
      }
      expect(queue.size).toBe([...expected.values()].flat().length)
      const came = drained(queue)
      for (const [key, line] of expected) expect(came.filter((item) => item.startsWith(key))).toEqual(line)
      expect(queue.size).toBe(0)
    }),
  )
})
