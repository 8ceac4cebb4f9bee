import { act, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import type { HostVersion } from '../../../protocol/wire/hello.ts'
import { SignalingClient } from '../../../renderer/session/connection/SignalingClient.ts'
import type { SignalingListeners } from '../../../renderer/session/connection/SignalingListeners.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeApp, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { ScriptedHost } from '../../fixtures/ScriptedHost.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const newer: HostVersion = { protocol: { min: 2, max: 3 }, version: '7.0.0', installers: true }
const older: HostVersion = { protocol: { min: 0, max: 0 }, version: '0.0.1' }

let host: ScriptedHost | null = null
afterEach(() => host?.stop())

/** The first thing that a host's hello makes a client say. */
async function firstWord(hello: object): Promise<unknown> {
  host = await ScriptedHost.start(hello)
  const said = Promise.withResolvers<unknown>()
  const listeners: Partial<SignalingListeners> = {
    'host.hello': ({ version }) => said.resolve({ fits: version }),
    otherVersion: said.resolve,
    ended: (code) => said.resolve({ ended: code }),
  }
  const client = new SignalingClient(host.base, listeners as SignalingListeners)
  const word = await said.promise
  client.close(closeCodes.left)
  return word
}

test('P-HELLO-3 a host of another version is told from its versions alone, whatever else it says', async () => {
  expect(await firstWord({ ...newer, rtpCapabilities: 'of another shape', limits: 7 })).toEqual(newer)
  expect(host?.requests.flat(), 'and is asked for nothing').toEqual([])
  host?.stop()
  expect(await firstWord({ ...older, iceServers: undefined })).toEqual(older)
  host?.stop()
  expect(await firstWord({ protocol: { min: 0, max: 2 } })).toEqual({ fits: '1' })
})

/** The screen of somebody whose host turns out to have another version. */
async function meet(platform: Parameters<typeof drawApp>[0], other: HostVersion) {
  const meeting = FakeMeeting.ready()
  const query = platform.kind === 'browser' ? '?room=demo&username=Ada' : '?username=Ada'
  const { user, model } = await drawApp(platform, fakeSurroundings(meeting, { query }))
  if (platform.kind === 'app')
    await user.type(screen.getByRole('textbox', { name: 'Room' }), 'https://10.0.0.9/?room=demo')
  await user.click(screen.getByRole('button', { name: 'Join' }))
  await screen.findByRole('button', { name: 'Join now' })
  act(() =>
    meeting.store.setState({
      phase: { kind: 'failed', code: 'version_mismatch', message: 'Old and new.', host: other },
    }),
  )
  await screen.findByRole('heading', { name: 'This host has another version of Hearth' })
  return { user, model }
}

test.each([
  ['and its installers where more than a link vouches for it', true, ['meeting', 'installers']],
  ['and no program of a host that only a link vouches for', undefined, ['meeting']],
])('the app offers the page of the host, which always fits, %s', async (_what, vouched, pages) => {
  const { platform, calls } = fakeApp({ trust: (base) => ({ trust: 'trusted', base, vouched }) })
  const { user } = await meet(platform, newer)
  expect(screen.getByText(/It says that it has version 7\.0\.0, newer than this app/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Open the host’s own page' }))
  const installers = screen.queryByRole('button', { name: 'Get Hearth 7.0.0 from this host' })
  if (installers !== null) await user.click(installers)
  expect(calls.filter((call) => call.startsWith('hostPage'))).toEqual(
    pages.map((page) => `hostPage https://10.0.0.9/ ${page} demo Ada`),
  )
})

test('an older host without installers is named as older', async () => {
  await meet(fakeApp().platform, older)
  expect(screen.getByText(/version 0\.0\.1, older than this app/)).toBeDefined()
  expect(screen.queryByRole('button', { name: /^Get Hearth/ })).toBeNull()
})

test('a browser, whose page is older than its host, loads it anew', async () => {
  await meet(browserPlatform, newer)
  expect(screen.getByText(/It has changed to version 7\.0\.0/)).toBeDefined()
  expect(screen.getByRole('button', { name: 'Reload this page' })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Open the host’s own page' })).toBeNull()
})
