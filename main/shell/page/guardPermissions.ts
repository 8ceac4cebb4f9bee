import { type Session, systemPreferences } from 'electron'
import type { PermissionQuestion } from './isGranted.ts'

/** Decides for the pages of one session. */
export interface PermissionRules {
  /** Whether a page has a permission already: looked at often, and asking nobody. */
  readonly has: (question: PermissionQuestion) => boolean
  /** Whether it gets one now; a person may be asked. */
  readonly gets: (question: PermissionQuestion) => boolean | Promise<boolean>
}

/** macOS asks the person once per app; until that is answered Chromium would hand out silence and black pictures. */
async function askSystem(mediaTypes: readonly string[]): Promise<boolean> {
  if (process.platform !== 'darwin') return true
  if (mediaTypes.includes('video') && !(await systemPreferences.askForMediaAccess('camera'))) return false
  return !mediaTypes.includes('audio') || systemPreferences.askForMediaAccess('microphone')
}

/** Answers every permission question of the session: the asked ones, the silent checks, and devices of all kinds. */
export function guardPermissions(session: Session, { has, gets }: PermissionRules): void {
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const { mediaType } = details
    const mediaTypes = mediaType === 'video' || mediaType === 'audio' ? [mediaType] : null
    return has({ permission, requester: origin, mediaTypes })
  })
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const mediaTypes = permission === 'media' && 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const answer = async () =>
      (await gets({ permission, requester: details.requestingUrl, mediaTypes })) &&
      (await askSystem(mediaTypes))
    answer().then(callback, () => callback(false))
  })
  // USB, serial, HID and Bluetooth devices.
  session.setDevicePermissionHandler(() => false)
}
