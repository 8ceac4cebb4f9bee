import { act, fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

vi.setConfig({ testTimeout: 30_000 })

async function drawCall() {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  return { ...(await drawApp(browserPlatform, around)), meeting }
}

/** As Chromium and Firefox tell of a key that an input method has taken, and as Safari does of the last one. */
const taken = [
  ['while it composes', { isComposing: true }],
  ['as it ends, in Safari', { keyCode: 229 }],
] as const

test.each(taken)('an Enter of an input method sends nothing: %s', async (_when, mark) => {
  const { user, meeting } = await drawCall()
  await user.click(screen.getByRole('button', { name: 'Chat' }))
  const box = screen.getByRole('textbox', { name: 'Message' })
  await user.type(box, 'にほんご')
  fireEvent.keyDown(box, { key: 'Enter', ...mark })
  expect(meeting.requests).toEqual([])
  expect(box).toHaveProperty('value', 'にほんご')
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 })
  await act(async () => undefined)
  expect(meeting.requests).toEqual([['chat.send', { text: 'にほんご', to: null }]])
})

test.each(taken)('an Escape of an input method closes neither panel nor dialog: %s', async (_when, mark) => {
  const { user } = await drawCall()
  await user.click(screen.getByRole('button', { name: 'Chat' }))
  const box = screen.getByRole('textbox', { name: 'Message' })
  fireEvent.keyDown(box, { key: 'Escape', ...mark })
  expect(screen.queryByRole('textbox', { name: 'Message' })).not.toBeNull()
  fireEvent.keyDown(box, { key: 'Escape', keyCode: 27 })
  expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull()

  await user.click(screen.getByRole('button', { name: 'More' }))
  await user.click(screen.getByRole('menuitem', { name: 'Settings' }))
  const search = await screen.findByRole('textbox', { name: 'Find a setting' })
  fireEvent.keyDown(search, { key: 'Escape', ...mark })
  expect(screen.queryByRole('dialog')).not.toBeNull()
  fireEvent.keyDown(search, { key: 'Escape', keyCode: 27 })
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a letter of an input method, and one of another layout, presses what it should', async () => {
  await drawCall()
  fireEvent.keyDown(document.body, { key: 'c', code: 'KeyC', keyCode: 229 })
  expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull()
  fireEvent.keyDown(document.body, { key: 'с', code: 'KeyC' })
  expect(screen.queryByRole('textbox', { name: 'Message' })).not.toBeNull()
})
