import { type Session, systemPreferences } from 'electron'

/** macOS asks the person once per app; until that is answered Chromium would hand out silence and black pictures. */
async function askSystem(mediaTypes: readonly string[]): Promise<boolean> {
  if (process.platform !== 'darwin') return true
  if (mediaTypes.includes('video') && !(await systemPreferences.askForMediaAccess('camera'))) return false
  return !mediaTypes.includes('audio') || systemPreferences.askForMediaAccess('microphone')
}

/**
 * Answers every permission question of the session: the asked ones, the silent checks, and devices of all kinds.
 *
 * @param isGranted whether a page, by its address or origin, may have a permission.
 */
export function guardPermissions(
  session: Session,
  isGranted: (permission: string, requester: string) => boolean,
): void {
  session.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin))
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    if (!isGranted(permission, details.requestingUrl)) return callback(false)
    const mediaTypes = permission === 'media' && 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    askSystem(mediaTypes).then(callback, () => callback(false))
  })
  // USB, serial, HID and Bluetooth devices.
  session.setDevicePermissionHandler(() => false)
}
