import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

vi.setConfig({ testTimeout: 30_000 })

const SLOW = 'Your connection is slow.'

test('P-VIEW-5 who has a slow connection is told why pictures are small, until it is better or it was understood', async () => {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  const { user } = await drawApp(browserPlatform, around)
  const setNarrow = (narrow: boolean) => act(() => meeting.store.setState({ narrow }))
  expect(screen.queryByText(SLOW)).toBeNull()
  setNarrow(true)
  expect(screen.getByText(SLOW)).toBeDefined()
  setNarrow(false)
  expect(screen.queryByText(SLOW)).toBeNull()
  setNarrow(true)
  await user.click(screen.getByRole('button', { name: 'OK' }))
  expect(screen.queryByText(SLOW)).toBeNull()
})
