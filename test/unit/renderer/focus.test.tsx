import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const focused = () => {
  const { activeElement: element } = document
  return element === document.body ? 'nothing' : (element?.ariaLabel ?? element?.textContent)
}

test('the focus is somewhere useful on every screen, from Home through a call and its end to the next', async () => {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const { phase } = meeting.store.getState()
  meeting.store.setState({ phase: { kind: 'ready' } })
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice' })
  const { user } = await drawApp(browserPlatform, around)
  expect(focused()).toBe('Join')
  await user.keyboard('{Enter}')
  expect(focused()).toBe('Join now')
  await user.keyboard('{Enter}')
  act(() => meeting.store.setState({ phase }))
  expect(screen.getByRole('main', { name: 'demo' })).toBe(document.activeElement)
  // From there the next stop is the call itself.
  await user.tab()
  expect(document.activeElement?.closest('main')).not.toBeNull()

  act(() => meeting.store.setState({ phase: { kind: 'ended', reason: 'connection_lost' } }))
  expect(focused()).toBe('Rejoin')
  act(() => meeting.store.setState({ phase: { kind: 'joining' } }))
  await act(async () => undefined)
  expect(focused()).not.toBe('nothing')
  act(() => meeting.store.setState({ phase }))
  expect(screen.getByRole('main', { name: 'demo' })).toBe(document.activeElement)
})

test('who has put the focus somewhere keeps it', async () => {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const { user } = await drawApp(
    browserPlatform,
    fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' }),
  )
  await user.click(screen.getByRole('button', { name: 'More' }))
  await user.click(screen.getByRole('menuitem', { name: 'Keyboard shortcuts' }))
  await screen.findByRole('dialog')
  await user.keyboard('{Escape}')
  expect(focused()).toBe('More')
})
