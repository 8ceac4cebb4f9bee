import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Small limits, so that they are met in time.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = { frameBurst: 30, framesPerSecond: 30, socketFrameBurst: 10, socketFramesPerSecond: 20 }
  return { ...actual, limits: { ...actual.limits, ...small } as unknown as typeof actual.limits }
})

let host: RunningHost
/** Reads a socket that sends too much so slowly that no other one is ever behind it, however busy the machine. */
let slowHost: RunningHost
beforeAll(async () => {
  host = await startHost({ trustProxy: '127.0.0.1' })
  Object.assign(limits, { socketFramesPerSecond: 1 })
  slowHost = await startHost({ trustProxy: '127.0.0.1' })
})
afterAll(() => Promise.all([host.stop(), slowHost.stop()]))

test('P-RATE-2 an address that sends too much is read more slowly: all is answered, and others wait for nothing', async () => {
  const flooder = await TestClient.connect(host.base)
  const other = await TestClient.connect(host.base, { localAddress: '127.0.0.2' })
  await other.join('demo', 'Grace')
  const startedAt = performance.now()
  // One is paused as soon as it is past the rate; what another socket of the address sends after that waits with it.
  const first = Array.from({ length: limits.frameBurst + 15 }, () => flooder.ask('session.leave'))
  await Promise.all(first)
  const second = Array.from({ length: 5 }, () => flooder.ask('session.leave'))
  await other.request('chat.send', { text: 'Nothing keeps me waiting.' })
  const otherMs = performance.now() - startedAt
  const answers = await Promise.all(second)
  const floodMs = performance.now() - startedAt
  expect(answers).toHaveLength(5)
  // Fifteen too many, at thirty a second.
  expect(floodMs).toBeGreaterThan(400)
  expect(otherMs).toBeLessThan(floodMs)
  await Promise.all([flooder.close(), other.close()])
})

test('P-RATE-2 a socket that sends too much is read more slowly, and its neighbours at the same address are not', async () => {
  const from = () => TestClient.connect(slowHost.base, { headers: { 'X-Forwarded-For': '192.0.2.1' } })
  const [flooder, neighbour] = [await from(), await from()]
  const order: string[] = []
  const flood = Array.from({ length: limits.socketFrameBurst + 5 }, () => flooder.ask('session.leave'))
  await Promise.all(flood)
  const late = flooder.ask('session.leave').then(() => order.push('late'))
  await neighbour.ask('session.leave').then(() => order.push('neighbour'))
  await late
  expect(order).toEqual(['neighbour', 'late'])
  await Promise.all([flooder.close(), neighbour.close()])
})

test('P-RATE-2 a long frame counts as several', async () => {
  const from = () => TestClient.connect(slowHost.base, { headers: { 'X-Forwarded-For': '192.0.2.7' } })
  const [flooder, neighbour] = [await from(), await from()]
  const order: string[] = []
  await flooder.ask('session.leave', {
    padding: 'x'.repeat(limits.socketFrameUnit * limits.socketFrameBurst),
  })
  const late = flooder.ask('session.leave').then(() => order.push('late'))
  await neighbour.ask('session.leave').then(() => order.push('neighbour'))
  await late
  expect(order).toEqual(['neighbour', 'late'])
  await Promise.all([flooder.close(), neighbour.close()])
})
