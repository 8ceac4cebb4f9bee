import type { HearthBridge } from '../../protocol/ipc/ipc.ts'
import { browserPlatform } from './browserPlatform.ts'
import { electronPlatform } from './electronPlatform.ts'
import type { Platform } from './Platform.ts'

/** Put there by the app's preload script; a browser has none. */
const { hearth } = globalThis as { readonly hearth?: HearthBridge }

// Made while the page loads, because the app may send a link right after.
const platform = hearth === undefined ? browserPlatform(location.href) : electronPlatform(hearth)

/** Where this page runs. The same object every time. */
export function currentPlatform(): Platform {
  return platform
}
