import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { personNameSchema } from '../../../protocol/names.ts'
import type { Role } from '../../../protocol/roles.ts'
import { TRIAL_MS } from '../../../renderer/call/stage/speaker/speakerSelection.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer, testTrack } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })
afterEach(() => void vi.useRealTimers())

const [alice, bob, carol] = [testPeer(0), testPeer(1), testPeer(2)]
const tile = (name: string) => screen.getByRole('group', { name })
const button = (name: string) => screen.getByRole('button', { name })
const status = () => screen.getByRole('status').textContent
/** Who stands large; there is no layout without a browser, but there is a plan. */
const large = () =>
  document.querySelector('[data-large="true"]:not([hidden]) [role="group"]')?.getAttribute('aria-label') ??
  null
const shown = () => screen.getAllByRole('group').map((group) => group.getAttribute('aria-label'))

async function drawCall(self: number, ...roles: Role[]) {
  const meeting = FakeMeeting.joined(self, ...roles)
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  return { ...(await drawApp(browserPlatform, around)), meeting, around }
}

function joins(meeting: FakeMeeting, number: number, name: string): void {
  const peer = {
    id: testPeer(number),
    name: personNameSchema.parse(name),
    role: 'presenter' as const,
    joinedAt: 1,
  }
  meeting.happen({ type: 'peer.joined', peer })
}

describe('pinning', () => {
  test('by double click, and by the button that has appeared for it', async () => {
    const { user } = await drawCall(0, 'host', 'presenter', 'presenter')
    const video = tile('Bob').querySelector('video')
    await user.dblClick(tile('Bob'))
    expect(large()).toBe('Bob')
    expect(within(tile('Bob')).getByRole('img', { name: 'Pinned' })).toBeDefined()
    expect(status()).toContain('Bob is pinned')
    await user.click(button('Unpin Bob'))
    expect(large()).toBeNull()
    // No change of layout takes the picture out of the page.
    expect(tile('Bob').querySelector('video')).toBe(video)
  })

  test('by the number of the place, and Escape or the same number releases', async () => {
    const { user } = await drawCall(0, 'host', 'presenter', 'presenter')
    await user.keyboard('2')
    expect(large()).toBe('Carol')
    await user.keyboard('1')
    expect(large()).toBe('Bob')
    await user.keyboard('1')
    expect(large()).toBeNull()
    await user.keyboard('39')
    expect(large()).toBe('Alice')
    await user.keyboard('{Escape}')
    expect(large()).toBeNull()
  })

  test('ends when the person leaves', async () => {
    const { user, meeting } = await drawCall(0, 'host', 'presenter', 'presenter')
    await user.keyboard('1')
    act(() => meeting.happen({ type: 'peer.left', peer: bob, reason: 'left', by: null }))
    expect(large()).toBeNull()
    expect(status()).toContain('Nobody is pinned any more')
  })
})

test('arrow keys go from tile to tile, Enter pins', async () => {
  const { user } = await drawCall(0, 'host', 'presenter', 'presenter')
  act(() => tile('Bob').focus())
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement).toBe(tile('Carol'))
  // One stop for the Tab key, where the arrows have led.
  expect(screen.getAllByRole('group').filter(({ tabIndex }) => tabIndex === 0)).toEqual([tile('Carol')])
  await user.keyboard('{Enter}')
  expect(large()).toBe('Carol')
})

describe('speaker view', () => {
  test('shows who speaks, and never ourselves', async () => {
    const { user, meeting } = await drawCall(0, 'host', 'presenter', 'presenter')
    await user.keyboard('g')
    expect(large()).toBe('Bob')
    act(() => meeting.store.setState({ speakers: [carol] }))
    expect(large()).toBe('Carol')
    expect(status()).toContain('Speaker view')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const passes = (ms: number) => act(() => void vi.advanceTimersByTime(ms))
    act(() => meeting.store.setState({ speakers: [alice] }))
    passes(3000)
    expect(large()).toBe('Carol')
    act(() => meeting.store.setState({ speakers: [bob, alice] }))
    expect(large()).toBe('Carol')
    passes(TRIAL_MS)
    expect(large()).toBe('Bob')
  })

  test('is remembered, as are those who are hidden', async () => {
    const { user, around } = await drawCall(0, 'host', 'presenter')
    await user.keyboard('g')
    await user.click(button('More'))
    await user.click(screen.getByRole('menuitem', { name: 'Hide myself' }))
    expect(shown()).toEqual(['Bob'])
    expect(JSON.parse(around.storage.getItem('hearth') ?? '{}')).toMatchObject({
      stage: { layout: 'speaker', hideSelf: true, hideWithoutVideo: false },
    })
  })
})

test('people without video can be hidden and shown again', async () => {
  const { user, meeting } = await drawCall(0, 'host', 'presenter', 'presenter')
  await user.click(button('More'))
  await user.click(screen.getByRole('menuitem', { name: 'Hide people without video' }))
  expect(screen.getByText('Nobody has a camera on.')).toBeDefined()
  act(() => {
    const track = { id: testTrack(1), peer: bob, source: 'camera' as const, muted: false }
    meeting.happen({ type: 'track.added', track })
  })
  expect(shown()).toEqual(['Bob'])
  act(() => meeting.happen({ type: 'track.muteChanged', track: testTrack(1), muted: true, by: bob }))
  await user.click(button('Show everyone'))
  expect(shown()).toHaveLength(3)
})

describe('the spotlight', () => {
  test('is set by whoever leads, from the menu of a tile, and seen by all', async () => {
    const { user, meeting } = await drawCall(0, 'host', 'presenter', 'presenter')
    await user.click(button('Options for Carol'))
    await user.click(screen.getByRole('menuitem', { name: 'Spotlight for everyone' }))
    expect(meeting.requests).toEqual([['spotlight.set', { peer: carol }]])
    expect(large()).toBe('Carol')
    expect(within(tile('Carol')).getByRole('img', { name: 'In the spotlight' })).toBeDefined()
    await user.click(button('Options for Carol'))
    await user.click(screen.getByRole('menuitem', { name: 'End the spotlight' }))
    expect(large()).toBeNull()
  })

  test('reaches a guest, whose own pin goes before it and who cannot set it', async () => {
    const { user, meeting } = await drawCall(1, 'host', 'attendee', 'presenter')
    act(() => void meeting.act(alice, 'spotlight.set', { peer: bob }))
    expect(large()).toBe('Bob')
    expect(status()).toContain('Alice put you in the spotlight')
    await user.dblClick(tile('Carol'))
    expect(large()).toBe('Carol')
    await user.click(button('Options for Carol'))
    expect(screen.queryByRole('menuitem', { name: 'Spotlight for everyone' })).toBeNull()
    expect(screen.getByRole('menuitem', { name: 'Unpin' })).toBeDefined()
  })
})

describe('pages', () => {
  test('turn by keys and buttons, and whoever speaks on another one is a press away', async () => {
    const { user, meeting } = await drawCall(0, 'host')
    act(() => {
      for (let number = 1; number < 60; number += 1) joins(meeting, number, `Guest ${number}`)
    })
    expect(shown()).toHaveLength(49)
    expect(shown()).toContain('Alice')
    await user.keyboard('{PageDown}')
    expect(shown()).toHaveLength(11)
    expect(status()).toContain('Page 2 of 2')
    await user.click(button('Previous page'))
    expect(shown()).toHaveLength(49)
    act(() => meeting.store.setState({ speakers: [testPeer(55)] }))
    const chip = button('Guest 55 is speaking')
    const [pager, stage] = [
      screen.getByRole('navigation', { name: 'Pages of the gallery' }),
      chip.parentElement,
    ]
    // It stands above the buttons that turn the pages, and not on them.
    expect((stage?.clientHeight ?? 0) - parseFloat(chip.style.bottom)).toBeLessThan(
      parseFloat(pager.style.top),
    )
    await user.click(chip)
    expect(shown()).toContain('Guest 55')
    expect(screen.queryByRole('button', { name: 'Guest 55 is speaking' })).toBeNull()
  })
})

describe('shares', () => {
  const shares = (meeting: FakeMeeting, number: number, peer = bob) =>
    meeting.happen({
      type: 'track.added',
      track: { id: testTrack(number), peer, source: 'screen', muted: false },
    })

  test('stand first, one of several at a time', async () => {
    const { user, meeting } = await drawCall(0, 'host', 'presenter', 'presenter')
    act(() => shares(meeting, 1))
    expect(large()).toBe("Bob's screen")
    act(() => shares(meeting, 2, carol))
    expect(large()).toBe("Carol's screen")
    const tabs = within(screen.getByRole('navigation', { name: 'Shared screens' }))
    await user.click(tabs.getByRole('button', { name: "Bob's screen" }))
    expect(large()).toBe("Bob's screen")
  })

  test('are zoomed by keys and buttons', async () => {
    const { user, meeting } = await drawCall(0, 'host', 'presenter')
    act(() => shares(meeting, 1))
    const picture = tile("Bob's screen").querySelector('video')?.parentElement
    await user.keyboard('+')
    expect(picture?.style.transform).toBe('translate(0px, 0px) scale(1.25)')
    expect(button('Show the whole screen').textContent).toBe('125 %')
    await user.keyboard('0')
    expect(picture?.style.transform).toBe('')
    fireEvent.wheel(tile("Bob's screen"), { deltaY: -400 })
    expect(picture?.style.transform).toContain('scale(2.2')
    await user.dblClick(tile("Bob's screen"))
    expect(picture?.style.transform).toBe('')
  })
})
