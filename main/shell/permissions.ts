import { APP_ORIGIN, isAppAddress } from '../../protocol/appOrigin.ts'

/**
 * What a call needs. The three network names guard connections from a page to this computer and to the local
 * network, which is where meetings live; Chromium began to ask about them after version 140.
 */
const granted: ReadonlySet<string> = new Set([
  'media',
  'display-capture',
  'clipboard-sanitized-write',
  'fullscreen',
  'speaker-selection',
  'screen-wake-lock',
  'local-network',
  'local-network-access',
  'loopback-network',
])

/** Whether a call needs a permission. */
export function isCallPermission(permission: string): boolean {
  return granted.has(permission)
}

/**
 * Whether a page may have a permission: ours may have what a call needs; every other page and permission is refused.
 *
 * @param requester the address or the origin of the page, as Electron names it.
 */
export function isGranted(permission: string, requester: string): boolean {
  return isCallPermission(permission) && (requester === APP_ORIGIN || isAppAddress(requester))
}
