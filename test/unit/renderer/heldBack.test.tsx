import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Role } from '../../../protocol/roles.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

async function drawCall(self: number, ...roles: Role[]) {
  const meeting = FakeMeeting.joined(self, ...roles)
  await drawApp(browserPlatform, fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' }))
  return meeting
}
const [alice, bob] = [testPeer(0), testPeer(1)]
const TOAST = 'The media server stopped three times on Bob, whose sound and pictures are held back for now'

test('P-HOLD-1 the host is told whose sound and pictures are held back', async () => {
  const meeting = await drawCall(0, 'host', 'presenter')
  act(() => meeting.happen({ type: 'media.heldBack', peer: alice }))
  expect(screen.queryByText(/held back/)).toBeNull()
  act(() => meeting.happen({ type: 'media.heldBack', peer: bob }))
  expect(screen.getByRole('status').textContent).toContain(TOAST)
})

test('P-HOLD-1 the person whom it concerns is told for how long, until it is over', async () => {
  const meeting = await drawCall(1, 'host', 'presenter')
  act(() => meeting.store.setState({ heldBackUntil: Date.now() + 299_000 }))
  expect(screen.getByText('Your sound and pictures are held back.')).toBeDefined()
  expect(screen.getByText(/tried again in 5 minutes/)).toBeDefined()
  act(() => meeting.store.setState({ heldBackUntil: null }))
  expect(screen.queryByText('Your sound and pictures are held back.')).toBeNull()
})
