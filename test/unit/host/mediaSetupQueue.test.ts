import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MediaSetupQueue } from '../../../main/host/client/media/MediaSetupQueue.ts'
import { limits } from '../../../protocol/limits.ts'

interface Work {
  readonly name: string
  readonly end: (failing?: boolean) => void
}

/** Work that ends when the test says so. */
function workshop() {
  const queue = new MediaSetupQueue()
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

describe('what can wait', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function bench() {
    const queue = new MediaSetupQueue()
    const begun: string[] = []
    const ends = new Map<string, () => void>()
    const work = (name: string) => () => {
      begun.push(name)
      return new Promise<void>((end) => ends.set(name, end))
    }
    return {
      begun,
      come: (name: string) => void queue.run('home', work(name)),
      later: (name: string) => void queue.runLater(work(name)),
      async end(name: string) {
        ends.get(name)?.()
        await settled()
      },
      async pass(ms: number) {
        vi.advanceTimersByTime(ms)
        await settled()
      },
    }
  }

  test('begins when nothing has been set up for three seconds, one after another, and holds up nobody', async () => {
    const { begun, come, later, end, pass } = bench()
    come('join')
    later('standby 1')
    later('standby 2')
    await pass(5000)
    expect(begun).toEqual(['join'])
    await end('join')
    await pass(2999)
    expect(begun).toEqual(['join'])
    await pass(1)
    expect(begun).toEqual(['join', 'standby 1'])
    come('another join')
    await settled()
    expect(begun).toEqual(['join', 'standby 1', 'another join'])
    await end('standby 1')
    await pass(5000)
    expect(begun).toHaveLength(3)
    await end('another join')
    await pass(3000)
    later('standby 3')
    await settled()
    expect(begun.slice(3)).toEqual(['standby 2'])
    // Nobody came meanwhile: the next one need not wait.
    await end('standby 2')
    expect(begun.slice(3)).toEqual(['standby 2', 'standby 3'])
  })

  test('waits no longer than twenty seconds while people keep coming', async () => {
    const { begun, come, later, end, pass } = bench()
    later('standby')
    await settled()
    expect(begun).toEqual(['standby'])
    await end('standby')
    come('0')
    await end('0')
    later('the next')
    for (let second = 1; second < 20; second += 1) {
      await pass(1000)
      come(`${second}`)
      await settled()
      await end(`${second}`)
    }
    expect(begun).not.toContain('the next')
    await pass(1000)
    expect(begun.at(-1)).toBe('the next')
  })
})
