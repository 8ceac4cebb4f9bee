import { act, screen, within } from '@testing-library/react'
import axe from 'axe-core'
import { expect, test, vi } from 'vitest'
import type {
  ConnectionNumbers,
  StreamNumbers,
} from '../../../renderer/session/media/stats/ConnectionStats.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer, testTrack } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const [alice, bob] = [testPeer(0), testPeer(1)]

const microphone: StreamNumbers = {
  ...{ source: 'microphone', direction: 'received', kind: 'audio', bitsPerSecond: 41_234, lossPercent: 1.25 },
  ...{ jitterMs: 3.4, roundTripMs: null, width: null, height: null, framesPerSecond: null, codec: 'opus' },
  ...{ layer: null, limitation: null, concealedPercent: 0.5, freezes: 0, frozenPercent: 0 },
}
const camera: StreamNumbers = {
  ...{ ...microphone, source: 'camera', direction: 'sent', kind: 'video', bitsPerSecond: 1_234_567 },
  ...{ width: 1280, height: 720, framesPerSecond: 29.7, codec: 'VP8', layer: 'r2', limitation: 'bandwidth' },
}
const numbers: ConnectionNumbers = {
  people: [
    { peer: alice, quality: 'good', streams: [camera] },
    { peer: bob, quality: 'fair', streams: [microphone] },
  ],
  moments: [500_000, 250_000].map((bits, index) => ({
    ...{ atMs: index * 5000, receivedBitsPerSecond: bits, sentBitsPerSecond: null },
    ...{ lossPercent: index, roundTripMs: 4 },
  })),
}

async function drawCall(remembered?: object) {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const query = '?room=demo&username=Alice&join=now'
  const around = fakeSurroundings(meeting, { query, ...(remembered && { remembered }) })
  const drawn = await drawApp(browserPlatform, around)
  const open = async () => {
    await drawn.user.click(screen.getByRole('button', { name: 'More' }))
    await drawn.user.click(screen.getByRole('menuitem', { name: 'Connection' }))
    const dialog = await screen.findByRole('dialog', { name: 'Connection' })
    act(() => meeting.quality.tell(numbers))
    return dialog
  }
  return { ...drawn, meeting, around, open }
}

test('the dialog shows the numbers of everybody and the last minutes, and looks only while it is open', async () => {
  const { meeting, open, user } = await drawCall()
  expect(meeting.quality.watched).toBe(false)
  const dialog = await open()
  expect(meeting.quality.watched).toBe(true)
  const own = within(dialog).getByRole('region', { name: 'Alice (you): Good connection' })
  const rows = within(own)
    .getAllByRole('row')
    .map((row) => [...row.children].map((cell) => cell.textContent))
  expect(rows).toEqual([
    ['Measure', 'Camera r2'],
    ['Bitrate', '1.2 Mbit/s'],
    ['Lost packets', '1.3 %'],
    ['Jitter', '3 ms'],
    ['Resolution', '1280 × 720'],
    ['Frames per second', '30'],
    ['Codec', 'VP8'],
    ['Layer', 'r2'],
    ['Limited by', 'The network'],
  ])
  const bobs = within(dialog).getByRole('region', { name: 'Bob: Fair connection' })
  expect(within(bobs).getByRole('cell', { name: '0.5 %' })).toBeDefined()
  const charts = within(dialog)
    .getAllByRole('img')
    .map((chart) => chart.getAttribute('aria-label'))
  expect(charts).toEqual([
    'Bitrate: 250 kbit/s down now, at most 500 kbit/s down in the last three minutes',
    'Lost packets: 1.0 % now, at most 1.0 % in the last three minutes',
    'Round trip to the host: 4 ms now, at most 4 ms in the last three minutes',
  ])
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  expect(violations).toEqual([])
  await user.keyboard('{Escape}')
  expect(meeting.quality.watched).toBe(false)
})

test('what is received is chosen by keyboard, remembered, and applied the next time', async () => {
  const first = await drawCall()
  const dialog = await first.open()
  const everything = within(dialog).getByRole('radio', { name: 'Everything' })
  expect(everything).toHaveProperty('checked', true)
  act(() => everything.focus())
  await first.user.keyboard('{ArrowDown}{ArrowDown}')
  expect(first.meeting.store.getState().reception).toBe('audio')
  const remembered: unknown = JSON.parse(first.around.storage.getItem('hearth') ?? '{}')
  expect(remembered).toMatchObject({ reception: 'audio' })
  first.unmount()
  const second = await drawCall({ reception: 'audio' })
  expect(second.meeting.store.getState().reception).toBe('audio')
})

test('the report has the numbers in it and nobody', async () => {
  const { open, user } = await drawCall()
  const dialog = await open()
  await user.click(within(dialog).getByRole('button', { name: 'Copy report' }))
  const report = await navigator.clipboard.readText()
  expect(report).toBe(`Hearth connection report
Receives: Everything
Bitrate down: 250 kbit/s now, at most 500 kbit/s in three minutes
Lost packets: 1.0 % now, at most 1.0 % in three minutes
Round trip to the host: 4 ms now, at most 4 ms in three minutes

you: Good connection
Camera, sent: Bitrate: 1.2 Mbit/s, Lost packets: 1.3 %, Jitter: 3 ms, Resolution: 1280 × 720, Frames per second: 30, Codec: VP8, Layer: r2, Limited by: The network

person 1: Fair connection
Microphone, received: Bitrate: 41 kbit/s, Lost packets: 1.3 %, Jitter: 3 ms, Codec: opus, Sound made up: 0.5 %
`)
})

test('a tile has a mark only while its connection is not good', async () => {
  const { meeting } = await drawCall()
  const bobs = screen.getByRole('group', { name: 'Bob' })
  const mark = () => within(bobs).queryByRole('img', { name: /connection/ })
  expect(mark()).toBeNull()
  act(() => meeting.quality.marks.setState(new Map([[bob, 'poor']]), true))
  expect(mark()?.getAttribute('aria-label')).toBe('Poor connection')
  expect(
    within(screen.getByRole('group', { name: 'Alice' })).queryByRole('img', { name: /connection/ }),
  ).toBeNull()
  act(() => meeting.quality.marks.setState(new Map(), true))
  expect(mark()).toBeNull()
})

test('with voices only, people stand there by their initials, and a share says why it is not seen', async () => {
  const { meeting } = await drawCall()
  const track = (number: number, source: 'camera' | 'screen') =>
    ({ type: 'track.added', track: { id: testTrack(number), peer: bob, source, muted: false } }) as const
  act(() => {
    meeting.happen(track(1, 'camera'), track(2, 'screen'))
    meeting.store.setState({ received: new Map([[testTrack(1), {} as MediaStreamTrack]]) })
  })
  const bobs = screen.getByRole('group', { name: 'Bob' })
  expect(within(bobs).queryByText('B')).toBeNull()
  act(() => meeting.setReception('audio'))
  expect(within(bobs).getByText('B')).toBeDefined()
  expect(within(screen.getByRole('group', { name: "Bob's screen" })).getByText(/voices only/)).toBeDefined()
  act(() => meeting.setReception('full'))
  expect(within(bobs).queryByText('B')).toBeNull()
  expect(screen.queryByText(/voices only/)).toBeNull()
})
