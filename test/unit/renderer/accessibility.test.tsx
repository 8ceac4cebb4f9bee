import { act, screen } from '@testing-library/react'
import axe from 'axe-core'
import { expect, test, vi } from 'vitest'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeApp, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const ready = { query: '?room=demo&username=Alice' }
const direct = { query: '?room=demo&username=Alice&join=now' }
const press = (name: string) => screen.getByRole('button', { name })

/** What is wrong with the page as it is now; colours and sizes need a real browser. */
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}

test('Home', async () => {
  await drawApp(fakeApp().platform, fakeSurroundings(FakeMeeting.ready(), ready))
  expect(await faults()).toEqual([])
})

test('the lobby', async () => {
  const { user } = await drawApp(browserPlatform, fakeSurroundings(FakeMeeting.ready(), ready))
  await user.click(press('Join'))
  expect(await faults()).toEqual([])
})

test.each(['Chat', 'People'])('the call with %s open', async (panel) => {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter', 'attendee')
  const { user } = await drawApp(browserPlatform, fakeSurroundings(meeting, direct))
  act(() => {
    meeting.act(testPeer(1), 'chat.send', { text: 'See https://example.org' })
    meeting.act(testPeer(2), 'hand.set', { raised: true })
  })
  await user.click(press(panel))
  expect(await faults()).toEqual([])
})

test('the lobby that asks for a password, and the one where somebody waits', async () => {
  const meeting = FakeMeeting.ready()
  const { user } = await drawApp(browserPlatform, fakeSurroundings(meeting, ready))
  await user.click(press('Join'))
  act(() => meeting.store.setState({ asksPassword: true, phase: { kind: 'password', problem: 'wrong' } }))
  expect(screen.getByRole('textbox', { name: 'Password' })).toBeDefined()
  expect(await faults()).toEqual([])
  act(() => meeting.store.setState({ phase: { kind: 'waiting' } }))
  expect(await faults()).toEqual([])
})

test('the people of a locked room with some who wait', async () => {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const { user } = await drawApp(browserPlatform, fakeSurroundings(meeting, direct))
  act(() => {
    meeting.act(testPeer(0), 'lobby.lock', { locked: true })
    for (const name of ['Zoe', 'Yuri']) meeting.ring(name)
  })
  await user.click(press('People'))
  expect(screen.getByRole('list', { name: 'Waiting to be let in' })).toBeDefined()
  expect(await faults()).toEqual([])
})

test.each(['Invite', 'Who may join', 'Devices', 'Keyboard shortcuts'])('the dialog %s', async (name) => {
  const meeting = FakeMeeting.joined(0, 'host')
  const { user } = await drawApp(browserPlatform, fakeSurroundings(meeting, direct))
  await user.click(press('More'))
  await user.click(screen.getByRole('menuitem', { name }))
  await screen.findByRole('dialog')
  expect(await faults()).toEqual([])
})
