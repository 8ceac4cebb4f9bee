import { expect, it } from 'vitest'
import { silenceMs } from '../../../main/host/journal/silenceMs.ts'

const HOUR = 3_600_000
const at = 1_800_000_000_000
const boot = { boot: 'this start', upMs: 10 * HOUR }

it.each([
  ['nothing was ever written', { at: null, boot: null }, at, boot, 0],
  ['no clock was set', { at, boot }, at + 90_000, { ...boot, upMs: boot.upMs + 90_000 }, 90_000],
  ['the clock was set forwards', { at, boot }, at + HOUR, { ...boot, upMs: boot.upMs + 5000 }, 5000],
  ['the clock was set back', { at, boot }, at - HOUR, { ...boot, upMs: boot.upMs + HOUR }, HOUR],
  ['the computer was started anew', { at, boot }, at + HOUR, { boot: 'another', upMs: 11 * HOUR }, HOUR],
  ['… and has no right time yet', { at, boot }, at - HOUR, { boot: 'another', upMs: 5000 }, 0],
  ['uptime began anew with a container', { at, boot }, at + 5000, { ...boot, upMs: 0 }, 5000],
  ['nothing is known of the computer\u2019s starts', { at, boot: null }, at + HOUR, null, HOUR],
  ['… and the clock was set back', { at, boot: null }, at - HOUR, null, 0],
])('P-KEEP-1 how long a host was away is told rightly where %s', (_case, kept, now, nowBoot, expected) => {
  expect(silenceMs(kept, { at: now, boot: nowBoot })).toBe(expected)
})
