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
      headless: false,
      args: ['hearth://x'],
      sandbox: true,
    })
  }
})

it('hosts without one on Linux when there is none, and says so', () => {
  const plan = launchPlan(['--room', 'demo'], { ...desktop, env: { DISPLAY: '' } })
  expect(plan).toMatchObject({ headless: true, args: ['--room', 'demo'] })
  expect(plan.notice).toMatch(/no display/)
})

it('does so silently when asked to, and keeps the request from the host', () => {
  expect(launchPlan(['--headless', '--port', '8443'], desktop)).toEqual({
    headless: true,
    args: ['--port', '8443'],
    sandbox: true,
  })
})

it('gives the sandbox up only where it cannot be had, and says so', () => {
  expect(launchPlan([], { ...desktop, isRoot: true })).toMatchObject({ sandbox: false })
  expect(launchPlan([], { ...desktop, isRoot: true }).notice).toMatch(/root/)
  expect(launchPlan([], { ...desktop, sandboxBlocked: true }).notice).toMatch(/chrome-sandbox/)
  expect(launchPlan([], { ...desktop, platform: 'darwin', isRoot: true })).toMatchObject({ sandbox: true })
})
