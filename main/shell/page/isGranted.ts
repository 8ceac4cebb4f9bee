import { APP_ORIGIN, isAppAddress } from '../../../protocol/appOrigin.ts'

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

/** What a page asks for, in Electron's words. */
export interface PermissionQuestion {
  readonly permission: string
  /** The address or the origin of the page. */
  readonly requester: string
  /**
   * Which devices `media` is about; null where only the possibility is looked at. Empty where it is about the screen or
   * the computer's sound (`chromeMediaSource`): nobody would have picked what is captured.
   */
  readonly mediaTypes: readonly string[] | null
}

/**
 * Whether a page may have a permission: ours may have what a call needs; every other page and permission is refused.
 *
 * @param picked the person has just picked a screen. Electron asks alike for a picked one and for one that nobody picked.
 */
export function isGranted(
  { permission, requester, mediaTypes }: PermissionQuestion,
  picked = false,
): boolean {
  if (!granted.has(permission) || (requester !== APP_ORIGIN && !isAppAddress(requester))) return false
  return permission !== 'media' || mediaTypes?.length !== 0 || picked
}
