import { act, screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import type { NearbyRow } from '../../../protocol/ipc/ipc.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import {
  browserPlatform,
  fakeApp,
  fakeSurroundings,
  FINGERPRINT,
  runningHost,
} from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const standup: NearbyRow = {
  id: 'abcd-_12',
  room: roomNameSchema.parse('standup'),
  host: personNameSchema.parse('adas-laptop'),
  people: 3,
  locked: false,
  password: false,
  bases: ['https://10.0.0.9:8443/', 'https://10.1.0.9:8443/'],
  fingerprint: 'B'.repeat(43),
  known: false,
}
const list = () => screen.getByRole('list', { name: 'Meetings on this network' })
const rows = () =>
  within(list())
    .queryAllByRole('button')
    .map((row) => row.textContent)

describe('meetings on this network', () => {
  test('are listed with their marks, and go', async () => {
    const app = fakeApp()
    await drawApp(app.platform, fakeSurroundings(FakeMeeting.ready()))
    expect(app.looks).toEqual([true])
    expect(rows()).toEqual([])
    const marked = { ...standup, id: 'efgh-_12', people: 1, locked: true, password: true, known: true }
    act(() => app.announce([standup, { ...marked, room: roomNameSchema.parse('<b>board</b>') }]))
    expect(rows()).toEqual(['standupon adas-laptop33 people', '<b>board</b>on adas-laptop11 person'])
    const [, board] = within(list()).getAllByRole('button')
    for (const mark of [
      'You have met this host before',
      'Locked: the host lets people in',
      'Asks for a password',
    ])
      expect(within(board!).getByRole('img', { name: mark })).toBeDefined()
    act(() => app.announce([]))
    expect(rows()).toEqual([])
    expect(screen.getByText('No meetings found yet.')).toBeDefined()
  })

  test('are joined by one click, held to the announced key at any of its addresses', async () => {
    const app = fakeApp({ trust: () => ({ trust: 'trusted', base: 'https://10.1.0.9:8443/' }) })
    const around = fakeSurroundings(FakeMeeting.ready(), { remembered: { name: 'Alice' } })
    const { user, model } = await drawApp(app.platform, around)
    act(() => app.announce([standup]))
    await user.click(screen.getByRole('button', { name: /standup/ }))
    expect(await screen.findByRole('button', { name: 'Join now' })).toBeDefined()
    expect(app.calls).toContain('check announced https://10.0.0.9:8443/ https://10.1.0.9:8443/')
    expect(around.opened).toMatchObject([{ base: 'https://10.1.0.9:8443/', room: 'standup' }])
    expect(app.looks.at(-1), 'nobody looks any more').toBe(false)
    expect(model.memory.read().rooms).toMatchObject([{ fingerprint: standup.fingerprint, announced: true }])
  })

  test('of this computer are entered as their host', async () => {
    const app = fakeApp({ outcome: runningHost })
    const around = fakeSurroundings(FakeMeeting.ready())
    const { user, model } = await drawApp(app.platform, around)
    await act(() => model.host(standup.room, 'Alice'))
    act(() => model.home())
    act(() => app.announce([{ ...standup, fingerprint: FINGERPRINT }]))
    await user.click(within(list()).getByRole('button', { name: /standup/ }))
    await screen.findByRole('button', { name: 'Join now' })
    expect(around.opened.at(-1)).toMatchObject({ base: 'https://127.0.0.1:8443/' })
  })

  test('are looked for only as long as the person wants', async () => {
    const app = fakeApp()
    const around = fakeSurroundings(FakeMeeting.ready())
    const { user, unmount } = await drawApp(app.platform, around)
    await user.click(screen.getByRole('button', { name: 'Stop looking' }))
    expect(app.looks).toEqual([true, false])
    expect(screen.queryByRole('list', { name: 'Meetings on this network' })).toBeNull()
    unmount()
    await drawApp(app.platform, around)
    expect(app.looks, 'also next time').toHaveLength(2)
    expect(screen.getByRole('button', { name: 'Look for meetings' })).toBeDefined()
  })

  test('of ours are shown to others as long as we want', async () => {
    const app = fakeApp()
    const { user, model } = await drawApp(app.platform, fakeSurroundings(FakeMeeting.ready()))
    await user.click(screen.getByRole('checkbox', { name: 'Show my meetings to others on this network' }))
    expect(app.calls).toContain('announce false')
    await act(() => model.host(standup.room, 'Alice'))
    expect(app.calls).toContain('start unannounced')
  })

  test('are nothing for a browser', async () => {
    await drawApp(browserPlatform, fakeSurroundings(FakeMeeting.ready()))
    expect(screen.queryByText('Meetings on this network')).toBeNull()
    expect(screen.queryByRole('checkbox')).toBeNull()
  })
})
