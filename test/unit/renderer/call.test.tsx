import { act, screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import type { Role } from '../../../protocol/roles.ts'
import { personNameSchema } from '../../../protocol/names.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeApp, fakeSurroundings, FINGERPRINT } from '../../fixtures/fakeSurroundings.ts'
import { testPeer, testTrack } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const [alice, bob] = [testPeer(0), testPeer(1)]
const MARKUP = '<img src=x onerror=alert(1)>'
const button = (name: string) => screen.getByRole('button', { name })
const status = () => screen.getByRole('status').textContent

/** In the call as the person at place `self`. */
async function drawCall(self: number, ...roles: Role[]) {
  const meeting = FakeMeeting.joined(self, ...roles)
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  // happy-dom has no screens to capture.
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getDisplayMedia: () => undefined },
  })
  return { ...(await drawApp(browserPlatform, around)), meeting, media: around.media }
}

const controls = [
  'Mute microphone',
  'Turn camera off',
  'Share screen',
  'Raise hand',
  'Reactions',
  'Chat',
  'People',
  'More',
  'Leave',
]

describe('the names of the contract', () => {
  test('toolbar, region and tiles', async () => {
    const { meeting } = await drawCall(0, 'host', 'presenter')
    const toolbar = screen.getByRole('toolbar', { name: 'Call controls' })
    const names = within(toolbar)
      .getAllByRole('button')
      .map((found) => found.getAttribute('aria-label'))
    expect(names).toEqual(controls)
    const video = screen.getByRole('region', { name: "Participants' video" })
    const tiles = within(video).getAllByRole('group')
    expect(tiles.map((tile) => tile.getAttribute('aria-label'))).toEqual(['Bob', 'Alice'])
    for (const tile of tiles) expect(tile.querySelectorAll('video')).toHaveLength(1)
    act(() => {
      meeting.happen({
        type: 'track.added',
        track: { id: testTrack(1), peer: bob, source: 'screen', muted: false },
      })
    })
    expect(within(video).getByRole('group', { name: "Bob's screen" })).toBeDefined()
  })

  test('chat', async () => {
    const { user } = await drawCall(0, 'host')
    await user.click(button('Chat'))
    expect(screen.getByRole('log', { name: 'Messages' })).toBeDefined()
    expect(screen.getByRole('textbox', { name: 'Message' })).toBeDefined()
    expect(button('Send')).toBeDefined()
    expect(screen.getAllByRole('status')).toHaveLength(1)
  })
})

describe('tiles', () => {
  test('show who is muted and whose hand is up, ours by our own devices', async () => {
    const { meeting, media } = await drawCall(0, 'host', 'presenter')
    const [bobs, own] = ['Bob', 'Alice'].map((name) => screen.getByRole('group', { name }))
    if (bobs === undefined || own === undefined) throw new Error('A tile is missing.')
    expect(within(bobs).getByRole('img', { name: 'Microphone muted' })).toBeDefined()
    act(() => {
      const track = { id: testTrack(1), peer: bob, source: 'microphone' as const, muted: false }
      meeting.happen({ type: 'track.added', track })
      meeting.act(bob, 'hand.set', { raised: true })
      media.store.setState({ microphone: { kind: 'off' } })
    })
    expect(within(bobs).queryByRole('img', { name: 'Microphone muted' })).toBeNull()
    expect(within(bobs).getByRole('img', { name: 'Hand raised' })).toBeDefined()
    expect(within(own).getByRole('img', { name: 'Microphone muted' })).toBeDefined()
    expect(within(own).getByText('(you)')).toBeDefined()
  })

  test('keep their video elements while others come, go and speak', async () => {
    const { meeting } = await drawCall(0, 'host', 'presenter')
    const video = screen.getByRole('group', { name: 'Bob' }).querySelector('video')
    act(() => {
      const dan = {
        id: testPeer(7),
        name: personNameSchema.parse('Dan'),
        role: 'presenter' as const,
        joinedAt: 1,
      }
      meeting.happen({ type: 'peer.joined', peer: dan })
      meeting.store.setState({ speakers: [bob] })
    })
    expect(screen.getByRole('group', { name: 'Bob' }).querySelector('video')).toBe(video)
    act(() => meeting.happen({ type: 'peer.left', peer: testPeer(7), reason: 'left', by: null }))
    expect(screen.queryByRole('group', { name: 'Dan' })).toBeNull()
    expect(screen.getByRole('group', { name: 'Bob' }).querySelector('video')).toBe(video)
  })
})

describe('everything from others is text', () => {
  test('in names, messages, tiles and status messages', async () => {
    const { meeting, user, container } = await drawCall(0, 'host', 'presenter')
    await user.click(button('Chat'))
    act(() => {
      const name = personNameSchema.parse(MARKUP)
      meeting.happen({ type: 'peer.joined', peer: { id: testPeer(7), name, role: 'presenter', joinedAt: 1 } })
      meeting.act(testPeer(7), 'chat.send', { text: `${MARKUP} $t(call.leave) {{name}}` })
    })
    expect(screen.getByRole('group', { name: MARKUP })).toBeDefined()
    expect(screen.getByRole('log').textContent).toContain(`${MARKUP} $t(call.leave) {{name}}`)
    expect(status()).toContain(`${MARKUP} joined`)
    expect(container.ownerDocument.querySelectorAll('img, script, [onerror]')).toHaveLength(0)
  })

  test('texts that look like those of the translations are not translated', async () => {
    const { meeting } = await drawCall(0, 'host')
    act(() => {
      const name = personNameSchema.parse('$t(call.leave) {{by}}')
      meeting.happen({ type: 'peer.joined', peer: { id: testPeer(7), name, role: 'presenter', joinedAt: 1 } })
    })
    expect(status()).toBe('$t(call.leave) {{by}} joined')
  })
})

describe('controls', () => {
  test('change their names with what they control', async () => {
    const { user, meeting } = await drawCall(0, 'host', 'presenter')
    await user.click(button('Mute microphone'))
    await user.click(button('Turn camera off'))
    await user.click(button('Raise hand'))
    for (const name of ['Unmute microphone', 'Turn camera on', 'Lower hand'])
      expect(button(name)).toBeDefined()
    expect(meeting.state.hands.raised).toEqual([alice])
  })

  test('an attendee has no Share screen, until made a presenter', async () => {
    const { meeting } = await drawCall(1, 'host', 'attendee')
    expect(screen.queryByRole('button', { name: 'Share screen' })).toBeNull()
    act(() => void meeting.act(alice, 'roles.set', { peer: bob, role: 'presenter' }))
    expect(button('Share screen')).toBeDefined()
  })

  test('letters press their buttons, but not while one types', async () => {
    const { user, media } = await drawCall(0, 'host')
    await user.keyboard('m')
    expect(media.calls).toEqual(['microphone off'])
    await user.keyboard('c')
    await user.click(screen.getByRole('textbox', { name: 'Message' }))
    await user.keyboard('mvh')
    expect(media.calls).toEqual(['microphone off'])
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveProperty('value', 'mvh')
  })

  test('arrow keys move along the toolbar', async () => {
    const { user } = await drawCall(0, 'host')
    act(() => button('Mute microphone').focus())
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(document.activeElement).toBe(button('Share screen'))
  })

  test('Chat keeps its name while it counts', async () => {
    const { meeting, user } = await drawCall(0, 'host', 'presenter')
    act(() => void meeting.act(bob, 'chat.send', { text: 'Hello' }))
    const chat = button('Chat')
    expect(document.getElementById(chat.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      '1 unread message',
    )
    await user.click(chat)
    expect(button('Chat').getAttribute('aria-describedby')).toBeNull()
  })

  test('Leave leads to the end screen, and from there back or home', async () => {
    const { user } = await drawCall(0, 'host')
    await user.click(button('Leave'))
    expect(screen.getByRole('heading', { name: 'You left the meeting' })).toBeDefined()
    expect(button('Rejoin')).toBeDefined()
    await user.click(button('Home'))
    expect(screen.getByRole('textbox', { name: 'Room' })).toBeDefined()
  })
})

describe('status messages', () => {
  test('tell who came, went and did something to us', async () => {
    const { meeting } = await drawCall(1, 'host', 'presenter', 'presenter')
    act(() => {
      const track = { id: testTrack(1), peer: bob, source: 'microphone' as const, muted: false }
      meeting.happen({ type: 'track.added', track })
      meeting.act(alice, 'moderation.mute', { peer: bob, source: 'microphone' })
    })
    expect(status()).toBe('Alice muted you')
    act(() => void meeting.act(alice, 'moderation.remove', { peer: testPeer(2) }))
    expect(status()).toContain('Carol was removed by Alice')
    act(() => void meeting.act(alice, 'roles.set', { peer: bob, role: 'cohost' }))
    expect(status()).toContain('You are now cohost')
  })
})

describe('the people panel', () => {
  test('offers what the role allows and asks before removing', async () => {
    const { user, meeting } = await drawCall(0, 'host', 'presenter')
    await user.click(button('People'))
    const list = screen.getByRole('list', { name: 'People in the room' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(2)
    await user.click(button('Actions for Bob'))
    await user.click(screen.getByRole('menuitem', { name: 'Remove' }))
    const question = await screen.findByRole('alertdialog', { name: 'Remove Bob?' })
    expect(meeting.requests).toEqual([])
    await user.click(within(question).getByRole('button', { name: 'Remove' }))
    expect(meeting.requests).toEqual([['moderation.remove', { peer: bob }]])
  })

  test('offers an attendee nothing but a message and how loud the other is', async () => {
    const { user } = await drawCall(1, 'host', 'attendee')
    await user.click(button('People'))
    await user.click(button('Actions for Alice'))
    expect(screen.getAllByRole('menuitem').map((item) => item.getAttribute('aria-label'))).toEqual([
      'Volume',
      'Mute for me',
      'Send a private message',
    ])
    await user.click(screen.getByRole('menuitem', { name: 'Send a private message' }))
    expect(await screen.findByPlaceholderText('Private message to Alice')).toBeDefined()
  })
})

test('the person who hosts is asked before leaving others alone', async () => {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const app = fakeApp({ people: 2 })
  const { user } = await drawApp(
    app.platform,
    fakeSurroundings(meeting, { query: '?room=demo&username=Alice' }),
  )
  await user.click(button('Host a meeting'))
  await user.click(await screen.findByRole('button', { name: 'Leave' }))
  const question = await screen.findByRole('alertdialog')
  await user.click(within(question).getByRole('button', { name: 'Cancel' }))
  expect(meeting.calls).toEqual([])
  await user.click(button('Leave'))
  await user.click(await screen.findByRole('button', { name: 'Stop hosting for everyone' }))
  expect(app.calls).toEqual(['start', 'stop'])
  expect(await screen.findByRole('button', { name: 'Host a meeting' })).toBeDefined()
})

test('the invitation shows one link as text and for cameras, for those who are chosen, and says that it was copied', async () => {
  const meeting = FakeMeeting.joined(0, 'host')
  const app = fakeApp()
  const { user } = await drawApp(
    app.platform,
    fakeSurroundings(meeting, { query: '?room=demo&username=Alice' }),
  )
  await user.click(button('Host a meeting'))
  await user.click(await screen.findByRole('button', { name: 'Invite' }))
  const dialog = await screen.findByRole('dialog', { name: 'Invite people' })
  const link = () => within(dialog).getByRole('textbox', { name: 'Invite link' }).getAttribute('value')
  const picture = () => within(dialog).getByRole('img', { name: /^QR code of the invite link/ })
  const first = `https://192.168.1.20:8443/?room=demo#fp=${FINGERPRINT}&at=10.0.0.7`
  expect(link()).toBe(first)
  const drawn = picture().innerHTML
  await user.click(within(dialog).getByText('More addresses of this computer'))
  await user.click(within(dialog).getByRole('radio', { name: 'People on the same VPN 10.0.0.7' }))
  expect(link()).toBe(`https://10.0.0.7:8443/?room=demo#fp=${FINGERPRINT}&at=192.168.1.20`)
  expect(picture().innerHTML, 'the code is of the shown link').not.toBe(drawn)
  await user.click(within(dialog).getByRole('radio', { name: 'People on this network 192.168.1.20' }))
  expect(picture().innerHTML).toBe(drawn)
  await user.click(within(dialog).getByRole('button', { name: 'Copy link' }))
  // The dialog hides what lies behind it from screen readers, but not this region.
  expect(status()).toBe('Copied')
  expect(await navigator.clipboard.readText()).toBe(first)
})
