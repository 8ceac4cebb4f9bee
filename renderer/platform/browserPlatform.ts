import { browserSettings } from './browserSettings.ts'
import type { Platform } from './Platform.ts'

/** @param address where the page was loaded from: `location.href`. */
export function browserPlatform(address: string): Platform {
  const base = new URL('./', address)
  return {
    kind: 'browser',
    ownBase: `${base.origin}${base.pathname}`,
    hosting: null,
    trust: null,
    hostPages: null,
    nearby: null,
    network: null,
    screens: null,
    desktop: null,
    update: null,
    settings: browserSettings(() => localStorage),
    onOpenLink: () => () => {},
    onWake: () => () => {},
    onSeen(listener) {
      const look = () => listener(document.visibilityState === 'visible')
      look()
      document.addEventListener('visibilitychange', look)
      return () => document.removeEventListener('visibilitychange', look)
    },
  }
}
