import { contextBridge, ipcRenderer } from 'electron'
import type { IpcCall, IpcEvent } from '../protocol/ipc/ipc.ts'

// The channels of protocol/ipc/ipc.ts by name. The compiler compares both lists, so that none is missing or too many;
// importing the tables themselves would carry the whole schema library into the one script that has rights.
const calls = {
  'hosting.start': true,
  'hosting.stop': true,
  'hosting.status': true,
  'hosting.people': true,
  'hosting.announce': true,
  'hosting.battery': true,
  'nearby.look': true,
  'trust.check': true,
  'trust.pin': true,
  'trust.forget': true,
  'hostPage.open': true,
  'network.way': true,
  'network.reach': true,
  'network.watch': true,
  'network.contacts': true,
  'screens.list': true,
  'screens.choose': true,
  'call.report': true,
  'window.show': true,
  'call.notify': true,
  'update.check': true,
  'update.install': true,
  'settings.read': true,
  'settings.change': true,
} satisfies Record<IpcCall, true>

const events = {
  hosting: true,
  nearby: true,
  openLink: true,
  windowSeen: true,
  desktop: true,
  woke: true,
  settings: true,
} satisfies Record<IpcEvent, true>

function fromEach<T>(names: object, make: (name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, make(name)]))
}

/** `window.hearth`, a `HearthBridge`: one function per channel and no way to name another channel. */
contextBridge.exposeInMainWorld('hearth', {
  ...fromEach(calls, (call) => (params: unknown) => ipcRenderer.invoke(call, params)),
  on: fromEach(events, (event) => (listener: (params: unknown) => void) => {
    const forward = (_event: unknown, params: unknown) => listener(params)
    ipcRenderer.on(event, forward)
    return () => {
      ipcRenderer.off(event, forward)
    }
  }),
})
