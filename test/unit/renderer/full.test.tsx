import { act, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Role } from '../../../protocol/roles.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

async function drawCall(self: number, ...roles: Role[]) {
  const meeting = FakeMeeting.joined(self, ...roles)
  await drawApp(browserPlatform, fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' }))
  return meeting
}

test('P-LOAD-2 those who lead see in the list of people how many more fit in', async () => {
  const meeting = await drawCall(0, 'host', 'presenter')
  await userEvent.click(screen.getByRole('button', { name: 'People' }))
  expect(screen.getByText('2 people')).toBeDefined()
  act(() => meeting.store.setState({ roomForMore: 3 }))
  expect(screen.getByText('2 people · room for about 3 more')).toBeDefined()
  act(() => meeting.store.setState({ roomForMore: 0 }))
  expect(screen.getByText(/no room for more/)).toBeDefined()
})

test('P-LOAD-2 the others do not', async () => {
  const meeting = await drawCall(1, 'host', 'presenter')
  await userEvent.click(screen.getByRole('button', { name: 'People' }))
  act(() => meeting.store.setState({ roomForMore: 3 }))
  expect(screen.getByText('2 people')).toBeDefined()
})

test('P-LOAD-2 whoever finds no room for sound and pictures is told so in the call', async () => {
  const meeting = await drawCall(1, 'host', 'presenter')
  act(() => meeting.store.setState({ media: false, mediaFull: true }))
  expect(screen.getByText('No room for sound and pictures.')).toBeDefined()
  act(() => meeting.store.setState({ media: true, mediaFull: false }))
  expect(screen.queryByText('No room for sound and pictures.')).toBeNull()
})

test('P-LOAD-2 … and in the lobby', async () => {
  const meeting = FakeMeeting.ready()
  const { user } = await drawApp(
    browserPlatform,
    fakeSurroundings(meeting, { query: '?room=demo&username=Alice' }),
  )
  await user.click(screen.getByRole('button', { name: 'Join' }))
  act(() => meeting.store.setState({ media: false, mediaFull: true }))
  expect(screen.getByText(/You can join with chat/)).toBeDefined()
})
