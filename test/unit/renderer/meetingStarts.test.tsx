import { act } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { NearbyRow } from '../../../protocol/ipc/ipc.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { announcement } from '../../fixtures/announcement.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { fakeApp, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

vi.setConfig({ testTimeout: 60_000 })
afterEach(() => vi.restoreAllMocks())

function row(name: string, known: boolean): NearbyRow {
  const { id, host, people, locked, password } = announcement()
  const room = roomNameSchema.parse(name)
  const bases = ['https://10.0.0.9:8443/']
  return { id, room, host, people, locked, password, bases, fingerprint: 'A'.repeat(43), known }
}

/** Home, with the network's meetings as the test says them, and what the system was given to show. */
async function drawHome(focused: boolean) {
  const app = fakeApp()
  const shown: string[] = []
  vi.spyOn(document, 'hasFocus').mockReturnValue(focused)
  const desktop = {
    report: () => undefined,
    show: () => undefined,
    notify: (title: string, text: string) => void shown.push(`${title} ${text}`),
    onWish: () => () => undefined,
  }
  await drawApp({ ...app.platform, desktop }, fakeSurroundings(FakeMeeting.ready()))
  return { shown, announce: (...rows: NearbyRow[]) => act(() => app.announce(rows)) }
}

test('a meeting that begins on a known host is told once, however often it is announced', async () => {
  const { shown, announce } = await drawHome(false)
  announce(row('standup', true), row('strangers', false))
  announce(row('standup', true))
  announce()
  announce(row('standup', true), row('board', true))
  expect(shown).toEqual([
    expect.stringMatching(/^“standup” has started on /),
    expect.stringMatching(/^“board”/),
  ])
})

test('a name that runs the other way turns nothing around in what the system shows', async () => {
  const { shown, announce } = await drawHome(false)
  announce(row('ישיבה 2', true))
  expect(shown).toEqual([expect.stringMatching(/^“\u2068ישיבה 2\u2069” has started on /)])
})

test('whoever looks at the window is told nothing, and a flood ends', async () => {
  const looking = await drawHome(true)
  looking.announce(row('standup', true))
  expect(looking.shown).toEqual([])
  const away = await drawHome(false)
  away.announce(...Array.from({ length: 50 }, (_one, number) => row(`room ${number}`, true)))
  expect(away.shown).toHaveLength(10)
})
