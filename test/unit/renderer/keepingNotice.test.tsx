import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Role } from '../../../protocol/roles.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

vi.setConfig({ testTimeout: 30_000 })

const NOT_KEPT = 'The host’s disk is full or cannot be written.'

async function drawCall(self: number, ...roles: Role[]) {
  const meeting = FakeMeeting.joined(self, ...roles)
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  const { user } = await drawApp(browserPlatform, around)
  const setKept = (kept: boolean) => act(() => meeting.store.setState({ kept }))
  return { user, setKept }
}

test('P-KEEP-4 who leads is told that the meeting cannot be kept, until it can again', async () => {
  const { user, setKept } = await drawCall(0, 'host', 'presenter')
  expect(screen.queryByText(NOT_KEPT)).toBeNull()
  setKept(false)
  expect(screen.getByText(NOT_KEPT)).toBeDefined()
  setKept(true)
  expect(screen.queryByText(NOT_KEPT)).toBeNull()
  setKept(false)
  await user.click(screen.getByRole('button', { name: 'OK' }))
  expect(screen.queryByText(NOT_KEPT)).toBeNull()
})

test('who could do nothing about it is left in peace', async () => {
  const { setKept } = await drawCall(1, 'host', 'presenter')
  setKept(false)
  expect(screen.queryByText(NOT_KEPT)).toBeNull()
})
