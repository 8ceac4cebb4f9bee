import { expect, test } from 'vitest'
import { captureCapabilities } from '../../../main/shell/screenShare/captureCapabilities.ts'

const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' }

test.each([
  ['win32', {}, { sound: true, live: true }],
  ['darwin', {}, { sound: false, live: true }],
  ['linux', { XDG_SESSION_TYPE: 'x11' }, { sound: false, live: true }],
  ['linux', wayland, { sound: false, live: false }],
] as const)('on %s with %j, capturing screens is %j', (platform, env, facts) => {
  expect(captureCapabilities(platform, env)).toEqual(facts)
})
