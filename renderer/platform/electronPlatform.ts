import {
  type HearthBridge,
  type IpcCall,
  type IpcEvent,
  type IpcEventParams,
  type IpcParams,
  type IpcResult,
  ipcCalls,
  ipcEvents,
} from '../../protocol/ipc/ipc.ts'
import { ipcAnswerSchema } from '../../protocol/ipc/answer.ts'
import { SETTING_KEYS } from '../../protocol/ipc/settings.ts'
import type { Platform } from './Platform.ts'
import { PlatformError } from './PlatformError.ts'

/** The app's window. Every method rejects with a `PlatformError` when the shell refuses. */
export function electronPlatform(bridge: HearthBridge): Platform {
  const calls: { readonly [C in IpcCall]: (params: IpcParams<C>) => Promise<unknown> } = bridge

  async function ask<C extends IpcCall>(call: C, params: IpcParams<C>): Promise<IpcResult<C>> {
    const answer = ipcAnswerSchema.parse(await calls[call](params))
    if (!answer.ok) throw new PlatformError(answer.code, answer.message)
    return ipcCalls[call].result.parse(answer.result) as IpcResult<C>
  }
  function listen<E extends IpcEvent>(event: E, listener: (params: IpcEventParams<E>) => void): () => void {
    return bridge.on[event]((params) => {
      const parsed = ipcEvents[event].safeParse(params)
      if (parsed.success) listener(parsed.data as IpcEventParams<E>)
    })
  }

  // The shell sends the link that the app was started with as soon as the page is loaded, which may be before
  // the first view listens.
  let waiting: IpcEventParams<'openLink'> | null = null
  const linkListeners = new Set<(link: string | null) => void>()
  listen('openLink', ({ link }) => {
    if (linkListeners.size === 0) waiting = { link }
    for (const listener of linkListeners) listener(link)
  })

  return {
    kind: 'app',
    ownBase: null,
    hosting: {
      start: (announce) => ask('hosting.start', { announce }),
      announce: async (on) => void (await ask('hosting.announce', { on })),
      battery: async (battery) => void (await ask('hosting.battery', battery)),
      stop: async () => void (await ask('hosting.stop', {})),
      status: () => ask('hosting.status', {}),
      people: async () => (await ask('hosting.people', {})).people,
      onChange: (listener) => listen('hosting', listener),
    },
    trust: {
      check: (asked) => ask('trust.check', asked),
      pin: async (base, fingerprint) => void (await ask('trust.pin', { base, fingerprint })),
      forget: async () => void (await ask('trust.forget', {})),
    },
    hostPages: { open: async (wanted) => void (await ask('hostPage.open', wanted)) },
    nearby: {
      look: async (on) => (await ask('nearby.look', { on })).allowed,
      onChange: (listener) => listen('nearby', ({ meetings }) => listener(meetings)),
    },
    network: {
      way: (bases) => ask('network.way', { bases: [...bases] }),
      reach: () => ask('network.reach', {}),
      watch: async () => void (await ask('network.watch', {})),
      contacts: () => ask('network.contacts', {}),
    },
    screens: {
      list: () => ask('screens.list', {}),
      choose: async (id, sound) => void (await ask('screens.choose', { id, sound })),
    },
    // The page itself would never know: it is kept going while nobody sees it, and so believes to be seen.
    onSeen: (listener) => listen('windowSeen', ({ seen }) => listener(seen)),
    desktop: {
      show: () => void ask('window.show', {}).catch(() => undefined),
      report: (call) => void ask('call.report', { call }).catch(() => undefined),
      notify: (title, text, leadsTo) =>
        void ask('call.notify', {
          title: title.slice(0, 256),
          text: text.slice(0, 10_000),
          leadsTo: leadsTo ?? null,
        }).catch(() => undefined),
      onWish: (listener) => listen('desktop', ({ wish }) => listener(wish)),
    },
    update: { check: () => ask('update.check', {}), install: () => ask('update.install', {}) },
    settings: {
      offered: SETTING_KEYS,
      read: () => ask('settings.read', {}),
      change: (changes) => ask('settings.change', changes),
      onChange: (listener) => listen('settings', listener),
    },
    onWake: (listener) => listen('woke', listener),
    onOpenLink(listener) {
      linkListeners.add(listener)
      if (waiting !== null) listener(waiting.link)
      waiting = null
      return () => {
        linkListeners.delete(listener)
      }
    },
  }
}
