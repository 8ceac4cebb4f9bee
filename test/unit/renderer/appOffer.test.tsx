import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeApp, fakeSurroundings, FINGERPRINT } from '../../fixtures/fakeSurroundings.ts'
import { parseInviteLink } from '../../../protocol/inviteLink.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const offer = () => screen.queryByRole('link', { name: 'Open in Hearth' })

const invited = (query = '?room=demo') =>
  fakeSurroundings(FakeMeeting.ready(), { query: `${query}#fp=${FINGERPRINT}&at=10.0.0.7` })

test('an invite link in a browser is offered to the app, with all that is in it', async () => {
  await drawApp(browserPlatform, invited())
  const link = offer()?.getAttribute('href') ?? ''
  expect(link).toMatch(/^hearth:\/\//)
  expect(parseInviteLink(link)).toEqual({
    ok: true,
    link: {
      base: 'https://192.168.1.20:8443/',
      room: 'demo',
      fingerprint: FINGERPRINT,
      others: ['https://10.0.0.7:8443/'],
    },
  })
  expect(screen.getByRole('button', { name: 'Join' })).toBeDefined()
  expect(screen.getByRole('heading', { name: 'Join in this browser' })).toBeDefined()
})

test('whoever opens it with the app is told what to do where nothing opens, and is reminded the next time', async () => {
  const around = invited()
  const { user, unmount } = await drawApp(browserPlatform, around)
  expect(screen.queryByRole('link', { name: 'get Hearth from this host' })).toBeNull()
  const link = offer()
  link?.addEventListener('click', (event) => event.preventDefault())
  if (link) await user.click(link)
  expect(screen.getByRole('link', { name: 'get Hearth from this host' }).getAttribute('href')).toBe(
    'https://192.168.1.20:8443/installers',
  )
  unmount()
  const again = await drawApp(browserPlatform, around)
  expect(screen.getByText(/You opened your last invitation with the app/)).toBeDefined()
  await again.user.type(screen.getByRole('textbox', { name: 'Your name' }), 'Ada{Enter}')
  await screen.findByRole('button', { name: 'Join now' })
  again.unmount()
  await drawApp(browserPlatform, around)
  expect(screen.getByText(/Have the Hearth app/)).toBeDefined()
})

test('a page without an invite link offers nothing, and neither does the app', async () => {
  const { unmount } = await drawApp(browserPlatform, fakeSurroundings(FakeMeeting.ready()))
  expect(offer()).toBeNull()
  expect(screen.getByRole('link', { name: 'About this connection' }).getAttribute('href')).toBe(
    'https://192.168.1.20:8443/trust',
  )
  unmount()
  await drawApp(fakeApp().platform, fakeSurroundings(FakeMeeting.ready()))
  expect(offer()).toBeNull()
  expect(screen.queryByRole('link', { name: 'About this connection' })).toBeNull()
})
