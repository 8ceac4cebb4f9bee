import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const bob = testPeer(1)
const unread = () => screen.getByRole('button', { name: 'Chat' }).querySelector('[data-count]')

async function drawChat() {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  const drawn = await drawApp(browserPlatform, around)
  const write = (from: number, to: number) =>
    act(() => {
      for (let number = from; number < to; number++) meeting.act(bob, 'chat.send', { text: `line ${number}` })
    })
  return { ...drawn, meeting, write }
}

test('a chat that is full goes on scrolling, being read and being counted', async () => {
  const { user, write } = await drawChat()
  await user.click(screen.getByRole('button', { name: 'Chat' }))
  const list = screen.getByRole('log', { name: 'Messages' })
  Object.defineProperty(list, 'scrollHeight', { get: () => 1000 + (list.textContent?.length ?? 0) })
  Object.defineProperty(list, 'clientHeight', { value: 500 })
  write(0, limits.chatHistory)
  expect([list.scrollTop, unread()]).toEqual([list.scrollHeight, null])
  for (let number = limits.chatHistory; number < limits.chatHistory + 3; number++) {
    list.scrollTop = list.scrollHeight - 500
    write(number, number + 1)
    expect([list.scrollTop, unread()]).toEqual([list.scrollHeight, null])
  }
  expect(list.textContent).toContain(`line ${limits.chatHistory + 2}`)
  expect(list.textContent).not.toMatch(/line 2(?!\d)/)

  // Who has scrolled up stays there, and is told how much is new.
  list.scrollTop = 0
  act(() => void list.dispatchEvent(new Event('scroll')))
  write(300, 302)
  expect(list.scrollTop).toBe(0)
  expect(unread()?.getAttribute('data-count')).toBe('2')
  await user.click(screen.getByRole('button', { name: 'New messages' }))
  expect(list.scrollTop).toBe(list.scrollHeight)
  act(() => void list.dispatchEvent(new Event('scroll')))
  expect(unread()).toBeNull()
})

test('what was written before we came in counts as read, also where the call was drawn before', async () => {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  meeting.act(bob, 'chat.send', { text: 'before' })
  const { phase } = meeting.store.getState()
  meeting.store.setState({ phase: { kind: 'ready' } })
  await drawApp(browserPlatform, fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' }))
  act(() => meeting.store.setState({ phase }))
  expect(unread()).toBeNull()
  act(() => void meeting.act(bob, 'chat.send', { text: 'after' }))
  expect(unread()?.getAttribute('data-count')).toBe('1')
})
