import { describe, expect, test } from 'vitest'
import { AppNavigator } from '../../../renderer/app/AppNavigator.ts'
import { OtherTabs } from '../../../renderer/app/tabs/OtherTabs.ts'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import {
  BROWSER_BASE,
  browserPlatform,
  type FakePage,
  fakeSurroundings,
} from '../../fixtures/fakeSurroundings.ts'

const seat = {
  base: BROWSER_BASE,
  room: 'demo',
  fingerprint: null,
  name: 'Alice',
  token: 'secret',
  microphone: false,
  camera: true,
  at: Date.now(),
}
const kept = (changes: object = {}) =>
  new Map([['hearth.tab', JSON.stringify({ seat: { ...seat, ...changes }, draft: 'half a sentence' })]])
const settled = () => new Promise((resolve) => setTimeout(resolve))
const load = async (page: FakePage) => {
  const meeting = FakeMeeting.ready()
  const around = fakeSurroundings(meeting, { query: '?room=demo', ...page })
  const model = AppNavigator.create(browserPlatform, around)
  await settled()
  return { model, meeting, around, screen: () => model.store.getState().screen }
}

describe('a page that is loaded anew', () => {
  test('goes straight back to its seat, with the devices and the draft as they were', async () => {
    const { model, meeting, around, screen } = await load({ ofTab: kept() })
    expect(meeting.calls).toEqual(['join Alice again by secret'])
    expect(around.opened).toMatchObject([{ wish: { microphone: false, camera: true } }])
    expect(screen()).toMatchObject({ kind: 'meeting', lobby: false })
    expect(model.seat.draft).toBe('half a sentence')
  })

  test('asks in the lobby after a longer time', async () => {
    const { model, meeting, screen } = await load({ ofTab: kept({ at: Date.now() - 10 * 60_000 }) })
    expect(meeting.calls).toEqual([])
    expect(screen()).toMatchObject({ kind: 'meeting', lobby: true })
    model.enter('Alice' as never)
    expect(meeting.calls).toEqual(['join Alice again by secret'])
  })

  test('shows the end with Rejoin after Back and Forward, without switching anything on', async () => {
    const { model, meeting, around, screen } = await load({ ofTab: kept(), byHistory: true })
    expect(meeting.calls).toEqual(['leave'])
    expect(around.opened).toMatchObject([{ wish: { microphone: false, camera: false } }])
    expect(screen()).toMatchObject({ kind: 'meeting', trip: { direct: true } })
    model.rejoin()
    await settled()
    expect(meeting.calls.at(-1)).toBe('join Alice again by secret')
  })

  test.each(['?room=other', ''])('begins anew where its address is another one: %s', async (query) => {
    const { around } = await load({ ofTab: kept(), query })
    expect(around.opened).toEqual([])
  })

  test.each(['{', '{"seat":{"token":5}}', '[]'])(
    'begins anew where nothing of use was kept: %s',
    async (text) => {
      const { around } = await load({ ofTab: new Map([['hearth.tab', text]]) })
      expect(around.opened).toEqual([])
    },
  )
})

test('what is kept follows the person: seat and devices while in the call, nothing after leaving', async () => {
  const ofTab = new Map<string, string>()
  const { model, around } = await load({ ofTab, query: '?room=demo&username=Alice&join=now' })
  const read = () => JSON.parse(ofTab.get('hearth.tab') ?? '{}') as { seat?: unknown }
  around.opened[0]?.onSeat('secret')
  expect(read()).toMatchObject({ seat: { room: 'demo', name: 'Alice', token: 'secret' } })
  model.tabs.pageGone()
  expect(read()).toMatchObject({ seat: { token: 'secret' } })
  around.opened[0]?.onSeat(null)
  expect(read()).toMatchObject({ seat: null, draft: '' })
})

test('a page asks before it is closed while in a call, and at no other time', async () => {
  const call = FakeMeeting.joined(0, 'host')
  const around = fakeSurroundings(call, { query: '?room=demo&username=Alice&join=now' })
  const model = AppNavigator.create(browserPlatform, around)
  expect(model.tabs.asksBeforeLeaving).toBe(true)
  call.store.setState({ phase: { kind: 'ended', reason: 'host_stopped' } })
  expect(model.tabs.asksBeforeLeaving).toBe(false)
  const { model: lobby } = await load({})
  expect(lobby.tabs.asksBeforeLeaving).toBe(false)
})

/** Tabs of one browser, without one. */
class Hall {
  readonly #listeners = new Map<object, Set<(event: MessageEvent<unknown>) => void>>()

  tab(): OtherTabs {
    const own = new Set<(event: MessageEvent<unknown>) => void>()
    this.#listeners.set(own, own)
    return new OtherTabs({
      postMessage: (data) => {
        for (const listeners of this.#listeners.values())
          if (listeners !== own)
            for (const hear of [...listeners]) hear(new MessageEvent('message', { data }))
      },
      addEventListener: (_type, listener) => void own.add(listener),
      removeEventListener: (_type, listener) => void own.delete(listener),
    })
  }
}

describe('a second tab', () => {
  const inCall = (tabs: OtherTabs, ofTab: Map<string, string>) => {
    const call = FakeMeeting.joined(0, 'host')
    const around = fakeSurroundings(call, { query: '?room=demo&username=Alice&join=now', tabs, ofTab })
    AppNavigator.create(browserPlatform, around)
    around.opened[0]?.onSeat('secret')
    return call
  }

  test('says in its lobby that there is another, is muted, and goes on with its seat when asked to', async () => {
    const hall = new Hall()
    const first = inCall(hall.tab(), new Map())
    const ofTab = new Map<string, string>()
    const { model, meeting, screen } = await load({
      tabs: hall.tab(),
      ofTab,
      query: '?room=demo&username=Alice',
    })
    model.join({ base: BROWSER_BASE, room: 'demo' as never, fingerprint: null }, 'Alice' as never)
    await settled()
    expect(screen()).toMatchObject({ kind: 'meeting', lobby: true, elsewhere: true })
    await model.tabs.moveHere('Alice')
    expect(first.calls.at(-1)).toBe('go away: elsewhere')
    expect(meeting.calls).toEqual(['join Alice again by secret'])
  })

  test('that was duplicated leaves the first one its seat', async () => {
    const hall = new Hall()
    const first = inCall(hall.tab(), new Map())
    const { meeting, screen } = await load({ tabs: hall.tab(), ofTab: kept() })
    await settled()
    expect(meeting.calls).toEqual([])
    expect(screen()).toMatchObject({ kind: 'meeting', lobby: true, elsewhere: true })
    expect(first.calls).not.toContain('go away: elsewhere')
  })
})
