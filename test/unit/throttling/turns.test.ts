import { expect, test } from 'vitest'
import { Turns } from '../../../main/throttling/Turns.ts'

const nextLook = () => new Promise((resolve) => setImmediate(resolve))

/** Turns on a clock that only work moves: each piece takes a millisecond. */
function turnsOf(): { readonly done: string[]; readonly ask: (key: string, text?: string) => void } {
  let now = 0
  const done: string[] = []
  const turns = new Turns(() => now)
  const ask = (key: string, text = key) =>
    turns.run(key, () => {
      now += 1
      done.push(text)
    })
  return { done, ask }
}

test('what fits into a slice is done at once, and the rest in order', async () => {
  const { done, ask } = turnsOf()
  const asked = Array.from({ length: 12 }, (_, number) => `${number}`)
  for (const text of asked) ask('a', text)
  expect(done).toEqual(asked.slice(0, 5))
  while (done.length < asked.length) await nextLook()
  expect(done).toEqual(asked)
})

test('P-RATE-5 a thousand pieces of one network keep another from nothing but a slice', async () => {
  const { done, ask } = turnsOf()
  for (let number = 0; number < 1000; number += 1) ask('flood')
  ask('other')
  while (!done.includes('other')) await nextLook()
  expect(done.indexOf('other')).toBeLessThan(10)
  while (done.length < 1001) await nextLook()
})

test('work that throws ends nobody else’s', async () => {
  const { done, ask } = turnsOf()
  const turns = new Turns(() => 0)
  expect(() =>
    turns.run('a', () => {
      throw new Error('Broken.')
    }),
  ).toThrow('Broken.')
  turns.run('a', () => done.push('after'))
  ask('b')
  expect(done).toEqual(['after', 'b'])
})
