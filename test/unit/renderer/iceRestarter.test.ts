import { EventEmitter } from 'node:events'
import type { types } from 'mediasoup-client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { IceRestarter } from '../../../renderer/session/media/transport/IceRestarter.ts'

const iceParameters: types.IceParameters = { usernameFragment: 'u', password: 'p' }

function watch() {
  const transport = Object.assign(new EventEmitter(), {
    observer: new EventEmitter(),
    direction: 'send',
    closed: false,
    restartIce: async () => undefined,
  })
  const told: string[] = []
  // As much of a transport as its path needs.
  new IceRestarter(transport as unknown as types.Transport, iceParameters, {
    onChange: (found) => told.push(found ? 'found' : 'lost'),
    onMissing: (missing) => told.push(missing ? 'missing' : 'there'),
  })
  const become = (state: types.ConnectionState) => transport.emit('connectionstatechange', state)
  return { told, become, transport }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('says within seconds that no way is found, though the browser still searches, and when there is one', async () => {
  const { told, become } = watch()
  become('connecting')
  await pass(4000)
  expect(told).toEqual([])
  await pass(2000)
  expect(told).toEqual(['missing'])
  await pass(60_000)
  become('connected')
  expect(told).toEqual(['missing', 'there'])
})

it('says it of a browser that has no address to search from, and stays as it is', async () => {
  const { told, become, transport } = watch()
  transport.emit('connect')
  await pass(60_000)
  expect(told).toEqual(['missing'])
  become('connecting')
  become('connected')
  expect(told).toEqual(['missing', 'there'])
})

it('says nothing where the way is found soon, or a short cut is over', async () => {
  const { told, become } = watch()
  become('connecting')
  await pass(3000)
  become('connected')
  await pass(60_000)
  expect(told).toEqual([])
  become('disconnected')
  await pass(2000)
  become('connected')
  await pass(60_000)
  expect(told).toEqual(['lost', 'found'])
})

it('says it as well where a way is lost for long, and once', async () => {
  const { told, become } = watch()
  become('connected')
  become('disconnected')
  become('failed')
  await pass(30_000)
  expect(told.filter((one) => one === 'missing')).toHaveLength(1)
})

it('says nothing before anything is to be sent, or after the end', async () => {
  const { told, become, transport } = watch()
  become('new')
  await pass(60_000)
  become('connecting')
  transport.observer.emit('close')
  await pass(60_000)
  expect(told).toEqual([])
})
