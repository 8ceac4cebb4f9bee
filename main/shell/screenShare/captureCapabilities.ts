import type { ScreenList } from '../../../protocol/ipc/ipc.ts'

/**
 * What the system makes of capturing screens. Chromium gets the computer's sound on Windows alone. Under Wayland each
 * look at the windows opens a dialog of the desktop's own, however the app itself is drawn.
 */
export function captureCapabilities(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Pick<ScreenList, 'sound' | 'live'> {
  const wayland = env['XDG_SESSION_TYPE'] === 'wayland' && env['WAYLAND_DISPLAY'] !== undefined
  return { sound: platform === 'win32', live: !(platform === 'linux' && wayland) }
}
