import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PeerId } from '../../../protocol/ids.ts'
import { AppNavigator } from '../../../renderer/app/AppNavigator.ts'
import { drawPage } from '../../../renderer/app/drawPage.tsx'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const bob = testPeer(1)
const button = (name: string) => screen.getByRole('button', { name })
/** What React says of errors that a boundary keeps is right, and not of interest here. */
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const broken = (): never => {
  throw new TypeError('Alice at 192.168.1.20 said hello')
}

function inCall() {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  return { meeting, around, media: around.media }
}

async function drawCall() {
  const call = inCall()
  return { ...call, ...(await drawApp(browserPlatform, call.around)) }
}

test('a dialog that fails says so, is loaded again, and its error is in the report without a word of anybody', async () => {
  const { user, meeting } = await drawCall()
  const copied: string[] = []
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text))
  const watch = vi.spyOn(meeting.quality, 'watch').mockImplementation(broken)
  await user.click(button('More'))
  await user.click(screen.getByRole('menuitem', { name: /Connection/ }))
  const dialog = await screen.findByRole('dialog', { name: 'Something went wrong here' })
  expect(screen.getByLabelText('Call controls')).toBeDefined()
  await user.click(within(dialog).getByRole('button', { name: 'Load again' }))
  expect(screen.getByRole('dialog', { name: 'Something went wrong here' })).toBeDefined()
  watch.mockRestore()
  await user.click(button('Load again'))
  await user.click(await screen.findByRole('button', { name: 'Copy report' }))
  expect(copied[0]).toMatch(
    /Errors on this page:\nconnection: TypeError at guards\.test\.tsx:\d+:\d+, \d×\n$/,
  )
  expect(copied[0]).not.toMatch(/192\.168|said hello/)
})

test('a panel that fails is closed or loaded again, and the call goes on beside it', async () => {
  const { user, media } = await drawCall()
  const of = vi.spyOn(media.volumes, 'of').mockImplementation(broken)
  await user.click(button('People'))
  expect(screen.getByRole('complementary', { name: 'Something went wrong here' })).toBeDefined()
  expect(screen.getByRole('group', { name: 'Bob' })).toBeDefined()
  await user.click(button('Close'))
  expect(screen.queryByRole('complementary')).toBeNull()
  await user.click(button('People'))
  of.mockRestore()
  await user.click(button('Load again'))
  expect(screen.getByRole('list', { name: 'People in the room' })).toBeDefined()
})

test('one tile that fails is one tile', async () => {
  const { user, meeting } = await drawCall()
  const get = (peer: PeerId) => (peer === bob ? broken() : undefined)
  act(() => meeting.quality.marks.setState(Object.assign(new Map(), { get }), true))
  expect(screen.queryByRole('group', { name: 'Bob' })).toBeNull()
  expect(screen.getByRole('group', { name: 'Alice' })).toBeDefined()
  act(() => meeting.quality.marks.setState(new Map(), true))
  await user.click(button('Load again'))
  expect(screen.getByRole('group', { name: 'Bob' })).toBeDefined()
})

test('in place of controls that fail there are Mute and Leave, until they are loaded again', async () => {
  const { user, meeting, media } = await drawCall()
  const { phase } = meeting.store.getState()
  act(() => media.store.setState({ microphone: { kind: 'starting' } }))
  act(() => button('Raise hand').focus())
  const poisoned = { ...meeting.state, hands: null as never }
  act(() => meeting.store.setState({ phase: { ...(phase as { kind: 'joined' }), room: poisoned } as never }))
  const names = within(screen.getByRole('toolbar', { name: 'Call controls' }))
    .getAllByRole('button')
    .map(({ textContent }) => textContent)
  expect(names).toEqual(['Mute microphone', 'Turn camera off', 'Load again', 'Leave'])
  expect(document.activeElement, 'whoever has no mouse is beside them').toBe(
    screen.getByRole('toolbar', { name: 'Call controls' }),
  )
  fireEvent.click(button('Mute microphone'))
  expect(media.store.getState().microphone.kind).toBe('off')
  act(() => meeting.store.setState({ phase }))
  const bar = screen.getByRole('toolbar', { name: 'Call controls' })
  await user.click(within(bar).getByRole('button', { name: 'Load again' }))
  expect(button('Raise hand')).toBeDefined()
})

test('where the whole page fails one still hears, mutes and leaves', async () => {
  const { meeting, media, model } = await drawCall()
  act(() => {
    vi.spyOn(model, 'hostsThisMeeting').mockImplementation(broken)
    model.store.setState({ nearby: false })
  })
  expect(screen.getByRole('heading', { name: 'Something went wrong' })).toBeDefined()
  expect(screen.getByRole('alert').textContent).toMatch(/still in the meeting/)
  expect(screen.getByRole('toolbar')).toBe(document.activeElement)
  expect(screen.queryByRole('region', { name: "Participants' video" })).toBeNull()
  fireEvent.click(button('Turn camera off'))
  expect(media.store.getState().camera.kind).toBe('off')
  expect(meeting.calls).not.toContain('leave')
  fireEvent.click(button('Leave'))
  expect(meeting.calls).toContain('close')
  expect(button('Join')).toBeDefined()
})

test('a page that can show nothing any more is switched off', async () => {
  const { meeting, media, around } = inCall()
  const model = AppNavigator.create(browserPlatform, around)
  const element = document.body.appendChild(document.createElement('div'))
  let remove = () => {}
  act(() => {
    remove = drawPage(element, model)
  })
  expect(button('Leave')).toBeDefined()
  const closed = vi.spyOn(media, 'close')
  vi.spyOn(model, 'hostsThisMeeting').mockImplementation(broken)
  vi.spyOn(media.store, 'subscribe').mockImplementation(broken)
  // Not within `act`, which would hand on what has reached the root, and not go on.
  model.store.setState({ nearby: false })
  await vi.waitFor(() => expect(screen.queryByRole('alert')).not.toBeNull(), { timeout: 30_000 })
  expect(screen.getByRole('alert').textContent).toMatch(/microphone and camera are off/)
  expect(closed).toHaveBeenCalled()
  expect(meeting.calls).toContain('leave')
  vi.restoreAllMocks()
  act(remove)
  element.remove()
})

test('a page that an extension clears is drawn again; one that stays away is switched off', async () => {
  vi.useFakeTimers()
  const { meeting, media, around } = inCall()
  const model = AppNavigator.create(browserPlatform, around)
  act(() => media.store.setState({ microphone: { kind: 'starting' } }))
  const element = document.body.appendChild(document.createElement('div'))
  let remove = () => {}
  act(() => {
    remove = drawPage(element, model)
  })
  element.replaceChildren()
  act(() => void vi.advanceTimersByTime(2000))
  expect(button('Leave')).toBeDefined()
  expect(meeting.calls).not.toContain('leave')

  const closed = vi.spyOn(media, 'close')
  for (let second = 0; second < 4; second++) {
    element.replaceChildren()
    act(() => void vi.advanceTimersByTime(999))
    element.replaceChildren()
    act(() => void vi.advanceTimersByTime(1))
  }
  expect(closed).toHaveBeenCalled()
  expect(meeting.calls).toContain('leave')
  act(remove)
  element.remove()
})

test('controls that are only drawn ahead, behind the lobby, say nothing of us', async () => {
  vi.useFakeTimers()
  const meeting = FakeMeeting.ready()
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice' })
  const model = AppNavigator.create(browserPlatform, around)
  const element = document.body.appendChild(document.createElement('div'))
  let remove = () => {}
  act(() => {
    remove = drawPage(element, model)
  })
  act(() => button('Join').click())
  await act(() => vi.advanceTimersByTimeAsync(10))
  act(() => around.media.store.setState({ camera: { kind: 'starting' } }))
  element.querySelector('main[data-live]')?.removeAttribute('data-live')
  expect(element.querySelector('[data-live]')).not.toBeNull()
  act(() => void vi.advanceTimersByTime(2000))
  // Drawn anew, with a mark of its own.
  expect(element.querySelector('main[data-live]')).not.toBeNull()
  act(remove)
  element.remove()
})
