import { screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
// Fetched when it is first opened, which a busy machine takes long for.
import '../../../renderer/app/AppSettings.tsx'
import type { HostingState } from '../../../protocol/ipc/ipc.ts'
import type { OutsideAccessState } from '../../../protocol/hostProcess/outsideAccess.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeApp, fakeSurroundings, runningHost } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

async function openSettings(app = fakeApp(), hosting: HostingState = { state: 'stopped' }) {
  const { user, model } = await drawApp(app.platform, fakeSurroundings(FakeMeeting.ready()))
  model.store.setState({ hosting })
  await user.click(screen.getByRole('button', { name: 'Settings' }))
  const dialog = within(await screen.findByRole('dialog'))
  return { user, dialog, calls: app.calls }
}

const hosting = (outside: OutsideAccessState): HostingState =>
  runningHost.state === 'running' ? { ...runningHost, outside } : runningHost

test('nothing is open until the person wants it, and what the switch means stands beside it', async () => {
  const { user, dialog, calls } = await openSettings()
  const box = await dialog.findByRole('checkbox', { name: 'Open ports on the router while I host' })
  expect(box).toHaveProperty('checked', false)
  expect(dialog.getByText(/everybody on the internet who has the link/)).toBeDefined()
  expect(dialog.getByText(/Nothing of this computer can be reached from outside/)).toBeDefined()
  await user.click(box)
  expect(calls).toContain('change {"mapPorts":true}')
  expect(await dialog.findByText(/The router is asked when you begin to host/)).toBeDefined()
})

test('every port that is open is listed with what answers there', async () => {
  const { dialog } = await openSettings(
    fakeApp({ settings: { mapPorts: true } }),
    hosting({
      state: 'open',
      address: '203.0.113.7',
      ports: [
        { protocol: 'tcp', inside: 8443, outside: 9443, use: 'pages' },
        { protocol: 'udp', inside: 44300, outside: 44300, use: 'media' },
        { protocol: 'tcp', inside: 44300, outside: 44301, use: 'media' },
      ],
    }),
  )
  expect(await dialog.findByText(/Open now at 203\.0\.113\.7/)).toBeDefined()
  const told = [...dialog.getByText(/Open now at/).parentElement!.querySelectorAll('dl > div')]
  expect(told.map((use) => [...use.children].map(({ textContent }) => textContent))).toEqual([
    ['TCP 9443', expect.stringMatching(/^The page/)],
    ['UDP 44300, TCP 44301', expect.stringMatching(/^Sound and pictures/)],
  ])
})

test('a router that does not do it is named with what can be done', async () => {
  const failed = hosting({ state: 'failed', code: 'no_router' })
  const { dialog } = await openSettings(fakeApp({ settings: { mapPorts: true } }), failed)
  expect(await dialog.findByText(/look there for “UPnP”, “NAT-PMP” or “PCP”/)).toBeDefined()
})

test('an ICE server counts once it is written as one', async () => {
  const { user, dialog, calls } = await openSettings()
  const box = await dialog.findByRole('textbox', { name: 'STUN and TURN servers' })
  await user.type(box, 'turn:x')
  expect(dialog.getByText(/^As in stun:/)).toBeDefined()
  await user.tab()
  expect(calls).toEqual([])
  await user.clear(box)
  await user.type(box, 'stun:a')
  await user.tab()
  expect(calls.at(-1)).toBe('change {"iceServers":"stun:a"}')
})

test('a browser, which hosts nothing, has none of it', async () => {
  const { dialog } = await openSettings({ ...fakeApp(), platform: browserPlatform })
  await dialog.findByRole('combobox', { name: 'Colours' })
  expect(dialog.queryByText(/can be reached from outside/)).toBeNull()
  expect(dialog.queryByRole('checkbox', { name: /router/ })).toBeNull()
})
