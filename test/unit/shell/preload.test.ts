import { beforeAll, expect, test, vi } from 'vitest'
import { type HearthBridge, ipcCalls, ipcEvents } from '../../../protocol/ipc/ipc.ts'

const electron = vi.hoisted(() => {
  const listeners = new Map<string, Set<(event: unknown, params: unknown) => void>>()
  return {
    exposed: new Map<string, unknown>(),
    invoked: [] as [string, unknown][],
    listeners,
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
    ipcRenderer: {
      invoke: async (...call: [string, unknown]) => electron.invoked.push(call),
      on: (name: string, listener: () => void) =>
        listeners.set(name, (listeners.get(name) ?? new Set()).add(listener)),
      off: (name: string, listener: () => void) => listeners.get(name)?.delete(listener),
    },
  } as {
    exposed: Map<string, unknown>
    invoked: [string, unknown][]
    listeners: Map<string, Set<(event: unknown, params: unknown) => void>>
    contextBridge: unknown
    ipcRenderer: unknown
  }
})
vi.mock('electron', () => electron)

beforeAll(() => import('../../../preload/index.ts'))

function bridge(): HearthBridge {
  return electron.exposed.get('hearth') as HearthBridge
}

test('the page gets one object, with a function per call and event and nothing else', () => {
  expect([...electron.exposed.keys()]).toEqual(['hearth'])
  const { on, ...calls } = bridge()
  expect(Object.keys(calls).sort()).toEqual(Object.keys(ipcCalls).sort())
  expect(Object.keys(on).sort()).toEqual(Object.keys(ipcEvents).sort())
})

test('each function uses the channel of its name', async () => {
  await bridge()['trust.pin']({ base: 'https://a/', fingerprint: 'f' })
  await bridge()['screens.list']({})
  expect(electron.invoked).toEqual([
    ['trust.pin', { base: 'https://a/', fingerprint: 'f' }],
    ['screens.list', {}],
  ])
})

test('a listener hears the parameters alone, until it stops', () => {
  const heard: unknown[] = []
  const stop = bridge().on.openLink((...all: unknown[]) => heard.push(all))
  const [listener] = electron.listeners.get('openLink') ?? []
  listener?.({ sender: 'ipcRenderer' }, { link: 'https://a/' })
  expect(heard).toEqual([[{ link: 'https://a/' }]])
  stop()
  expect(electron.listeners.get('openLink')?.size).toBe(0)
})
