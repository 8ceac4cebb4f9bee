import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { EndReason, LinkState } from '../../../renderer/session/sessionState.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

async function drawCall() {
  const meeting = FakeMeeting.joined(0, 'host')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  const drawn = await drawApp(browserPlatform, around)
  const link = (state: LinkState) => act(() => meeting.store.setState({ link: state }))
  return { ...drawn, meeting, link }
}

test('a broken connection says why it is broken, when the next try comes, and lets the person try now', async () => {
  const { user, meeting, link } = await drawCall()
  link({ kind: 'down', cause: 'lost', retryAt: Date.now() + 60_000 })
  expect(screen.getByText('Connection lost.')).toBeDefined()
  link({ kind: 'down', cause: 'restarting', retryAt: Date.now() + 60_000 })
  const notice = screen.getByText('The host is restarting…').parentElement
  expect(notice?.textContent).toMatch(/Trying again in \d+ seconds\./)
  expect(screen.queryByText('Connection lost.')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Retry now' }))
  expect(meeting.calls.at(-1)).toBe('retry')
  link({ kind: 'down', cause: 'restarting', retryAt: null })
  expect(notice?.textContent).toContain('Reconnecting…')
  expect(screen.queryByRole('button', { name: 'Retry now' })).toBeNull()
  link({ kind: 'up' })
  expect(screen.queryByText('The host is restarting…')).toBeNull()
})

test('who listens to the screen hears that the connection broke and that it is back, and no seconds', async () => {
  const { link } = await drawCall()
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent)
  link({ kind: 'down', cause: 'lost', retryAt: Date.now() + 60_000 })
  expect(said()).toEqual(['You were cut off. Getting you back in.'])
  link({ kind: 'down', cause: 'lost', retryAt: Date.now() + 30_000 })
  expect(said()).toEqual(['You were cut off. Getting you back in.'])
  link({ kind: 'down', cause: 'restarting', retryAt: null })
  expect(said()).toEqual(['The host restarts. You’ll be back in a moment.'])
  link({ kind: 'up' })
  expect(said()).toEqual(['You’re back in the meeting.'])
})

test.each([
  ['host_stopped', 'The meeting has ended'],
  ['host_restarting', 'The host is restarting'],
  ['host_gone', 'The host has not come back'],
  ['connection_lost', 'The connection was lost'],
] as const)('the end has a title and a way back: %s', async (reason: EndReason, title: string) => {
  const { meeting } = await drawCall()
  act(() => meeting.store.setState({ phase: { kind: 'ended', reason } }))
  const heading = screen.getByRole('heading', { name: title })
  expect(heading.nextElementSibling?.textContent).toMatch(/\w.*\.$/)
  expect(screen.getByRole('button', { name: 'Rejoin' })).toBeDefined()
})

test('says that sound and pictures find no way where the host has told so of us', async () => {
  const { meeting } = await drawCall()
  const { phase } = meeting.store.getState()
  if (phase.kind !== 'joined') throw new Error('Nobody has joined.')
  act(() => meeting.happen({ type: 'media.pathLost', peer: phase.self }))
  expect(screen.getByText('Sound and pictures can’t get through.')).toBeDefined()
  act(() => meeting.happen({ type: 'media.pathFound', peer: phase.self }))
  expect(screen.queryByText('Sound and pictures can’t get through.')).toBeNull()
})

test('says that sound and pictures find no way, and offers the check, until they do', async () => {
  const { meeting, link } = await drawCall()
  const missing = (pathMissing: boolean) => act(() => meeting.store.setState({ pathMissing }))
  missing(true)
  expect(screen.getByText('Sound and pictures can’t get through.')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Check devices and network' })).toBeDefined()
  // Then that is said, and explains this.
  link({ kind: 'down', cause: 'lost', retryAt: null })
  expect(screen.queryByText('Sound and pictures can’t get through.')).toBeNull()
  link({ kind: 'up' })
  missing(false)
  expect(screen.queryByText('Sound and pictures can’t get through.')).toBeNull()
})
