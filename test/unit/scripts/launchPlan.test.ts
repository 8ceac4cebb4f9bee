import { expect, it } from 'vitest'
import { launchPlan } from '../../../scripts/starting/launchPlan.mjs'

const desktop = { platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false, sandboxBlocked: false }

it('opens a window where there is a display', () => {
  for (const machine of [
    desktop,
    { ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } },
    { ...desktop, platform: 'darwin', env: {} },
    { ...desktop, platform: 'win32', env: {} },
  ]) {
    expect(launchPlan(['hearth://x'], machine)).toEqual({
      kind: 'run',
      headless: false,
      args: ['hearth://x'],
    })
  }
})

it('hosts without one on Linux when there is none, and says so', () => {
  const plan = launchPlan(['--room', 'demo'], { ...desktop, env: { DISPLAY: '' } })
  expect(plan).toMatchObject({
    headless: true,
    args: ['--room', 'demo'],
    notice: expect.stringMatching(/no display/),
  })
})

it('does so silently when asked to, and keeps the request from the host', () => {
  expect(launchPlan(['--headless', '--port', '8443'], desktop)).toEqual({
    kind: 'run',
    headless: true,
    args: ['--port', '8443'],
  })
})

const asRoot = { ...desktop, isRoot: true }
const blocked = { ...desktop, sandboxBlocked: true }

it('never gives the sandbox up by itself, and says what to do where it cannot be had', () => {
  for (const [machine, says] of [
    [asRoot, /ordinary user/],
    [blocked, /chmod 4755/],
  ] as const) {
    const plan = launchPlan(['--room', 'demo'], machine)
    expect(plan).toEqual({ kind: 'refused', reason: expect.stringMatching(says) })
    expect(plan).toMatchObject({ reason: expect.stringMatching(/--headless.*--no-sandbox/s) })
    expect(JSON.stringify(launchPlan([], { ...machine, env: { DISPLAY: '' } }))).not.toContain('sandbox')
  }
  expect(launchPlan([], { ...asRoot, platform: 'darwin' })).toMatchObject({ kind: 'run' })
})

it('goes without it where somebody says so, and says what that means', () => {
  for (const machine of [desktop, asRoot, blocked])
    expect(launchPlan(['--no-sandbox', '--room', 'demo'], machine)).toEqual({
      kind: 'run',
      headless: false,
      args: ['--no-sandbox', '--room', 'demo'],
      notice: expect.stringMatching(/sandbox is off, as you asked/),
    })
  expect(launchPlan(['--no-sandbox', '--headless'], asRoot), 'which no host knows').toMatchObject({
    args: [],
  })
})
