import { act, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { LocalShare } from '../../../renderer/media/localMediaState.ts'
import { freeShareTracks } from '../../../renderer/media/screen/freeShareTracks.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer, testTrack } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

/** The dialog's code is fetched when it is first asked for. */
const PATIENCE = { timeout: 20_000 }
const [alice, bob] = [testPeer(0), testPeer(1)]
const button = (name: string) => screen.getByRole('button', { name })
const status = () => screen.getByRole('status').textContent

async function drawCall() {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  // happy-dom has no screens to capture.
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getDisplayMedia: () => undefined },
  })
  return { ...(await drawApp(browserPlatform, around)), meeting, media: around.media }
}

function share(number: number, style: LocalShare['style'] = 'detail'): LocalShare {
  return { id: `share ${number}`, style, picture: {} as MediaStreamTrack, sound: null }
}

/** Two screens of Alice, and one of Bob. */
async function drawShares() {
  const drawn = await drawCall()
  const { meeting, media } = drawn
  const tracks = [alice, bob, alice].map((peer, number) => ({
    type: 'track.added' as const,
    track: { id: testTrack(number), peer, source: 'screen' as const, muted: false },
  }))
  act(() => {
    media.store.setState({ shares: [share(1), share(2, 'motion')] })
    meeting.store.setState({
      shares: new Map([
        [testTrack(0), 'share 1'],
        [testTrack(2), 'share 2'],
      ]),
    })
    meeting.happen(...tracks)
  })
  return drawn
}

test('how many tracks are left to share', () => {
  const sound = {} as MediaStreamTrack
  const left = [[], [{ sound: null }], [{ sound }], [{ sound }, { sound }], [{ sound }, { sound }, { sound }]]
  expect(left.map((shares) => freeShareTracks(shares))).toEqual([4, 3, 2, 0, 0])
})

test('the style of the next share is chosen before it begins', async () => {
  const { user, media } = await drawCall()
  await user.click(button('More'))
  await user.click(screen.getByRole('menuitem', { name: 'Sharing options' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Sharing' }, PATIENCE))
  await user.selectOptions(dialog.getByRole('combobox', { name: 'What I share next' }), 'motion')
  expect(media.store.getState().settings.shareStyle).toBe('motion')
  await user.click(dialog.getByRole('button', { name: 'Share a screen or window' }))
  expect(media.calls).toContain('share with sound')
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('each share has a name, a style and an end of its own', async () => {
  const { user, media } = await drawShares()
  const tabs = within(screen.getByRole('navigation', { name: 'Shared screens' }))
  const names = tabs.getAllByRole('button').map(({ textContent }) => textContent)
  expect(names).toEqual(["Alice's screen", "Bob's screen", "Alice's screen 2"])
  await user.click(button('More'))
  await user.click(screen.getByRole('menuitem', { name: 'Sharing options' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Sharing' }, PATIENCE))
  await user.selectOptions(dialog.getByRole('combobox', { name: 'My screen 2' }), 'detail')
  await user.click(dialog.getByRole('button', { name: 'Stop sharing: My screen' }))
  expect(media.calls).toEqual(['share 2 as detail', 'stop share 1'])
})

test('the menu of an own share ends it and changes its style, that of others does neither', async () => {
  const { user, media } = await drawShares()
  const open = async (name: string) => {
    await user.click(within(screen.getByRole('group', { name })).getByRole('button', { name: /^Options/ }))
    return screen.getAllByRole('menuitem').map((item) => item.getAttribute('aria-label'))
  }
  expect(await open("Bob's screen")).toEqual(['Pin for me'])
  await user.keyboard('{Escape}')
  await user.click(button("Alice's screen 2"))
  expect(await open("Alice's screen 2")).toEqual(['Pin for me', 'Keep text sharp', 'Stop sharing this'])
  await user.click(screen.getByRole('menuitem', { name: 'Stop sharing this' }))
  expect(media.calls).toEqual(['stop share 2'])
})

test('somebody who cannot show the chosen codec is told of, and so is the end of that', async () => {
  const { meeting, media } = await drawCall()
  act(() => meeting.store.setState({ codecs: ['VP8', 'H264'] }))
  expect(status()).toBe('')
  act(() => media.capture({ codec: 'VP9' }))
  expect(status()).toContain('Somebody here cannot show VP9.')
  act(() => meeting.store.setState({ codecs: ['VP8', 'VP9', 'AV1', 'H264'] }))
  expect(status()).toContain('Everybody here can show VP9 now.')
})
