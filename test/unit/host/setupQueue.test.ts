import { expect, test } from 'vitest'
import { SetupQueue } from '../../../main/host/SetupQueue.ts'
import { limits } from '../../../protocol/limits.ts'

interface Work {
  readonly name: string
  readonly end: (failing?: boolean) => void
}

/** Work that ends when the test says so. */
function workshop() {
  const queue = new SetupQueue()
  const begun: Work[] = []
  const ask = (key: string, name: string) =>
    queue.run(key, () => {
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      begun.push({ name, end: (failing = false) => (failing ? reject(new Error(name)) : resolve(name)) })
      return promise
    })
  return { begun, ask }
}

/** Lets everything that is ready go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('P-RATE-3 so much at once; the rest waits for its turn, in which addresses alternate, and is answered', async () => {
  const { begun, ask } = workshop()
  const asked = [
    ...Array.from({ length: limits.setupsAtOnce + 3 }, (_, number) => ask('school', `pupil ${number}`)),
    ask('home', 'grandmother'),
  ]
  await settled()
  expect(begun).toHaveLength(limits.setupsAtOnce)
  for (let count = 0; count < asked.length; count += 1) {
    begun[count]?.end()
    await settled()
    expect(begun).toHaveLength(Math.min(asked.length, limits.setupsAtOnce + count + 1))
  }
  expect(await Promise.all(asked)).toHaveLength(asked.length)
  const names = begun.slice(limits.setupsAtOnce).map(({ name }) => name)
  expect(names.indexOf('grandmother')).toBeLessThan(2)
})

test('P-RATE-3 what fails gives its place on', async () => {
  const { begun, ask } = workshop()
  const asked = Array.from({ length: limits.setupsAtOnce + 1 }, (_, number) => ask('school', `${number}`))
  begun[0]?.end(true)
  await expect(asked[0]).rejects.toThrow('0')
  await settled()
  expect(begun).toHaveLength(limits.setupsAtOnce + 1)
  for (const work of begun) work.end()
  await Promise.all(asked.slice(1))
  // And all places are free again.
  const again = ask('school', 'later')
  await settled()
  expect(begun.at(-1)?.name).toBe('later')
  begun.at(-1)?.end()
  await again
})

test('what can wait begins when nothing is being set up, one after another, and holds up nobody', async () => {
  const queue = new SetupQueue()
  const begun: string[] = []
  const ends: (() => void)[] = []
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<void>((end) => ends.push(end))
  }
  void queue.run('home', work('join'))
  void queue.runLater(work('standby 1'))
  void queue.runLater(work('standby 2'))
  await settled()
  expect(begun).toEqual(['join'])
  ends[0]?.()
  await settled()
  expect(begun).toEqual(['join', 'standby 1'])
  void queue.run('home', work('another join'))
  await settled()
  expect(begun).toEqual(['join', 'standby 1', 'another join'])
  ends[1]?.()
  await settled()
  expect(begun).toHaveLength(3)
  ends[2]?.()
  await settled()
  expect(begun.at(-1)).toBe('standby 2')
})
