import { describe, expect, test } from 'vitest'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import { AppNavigator } from '../../../renderer/app/AppNavigator.ts'
import type { AppScreen } from '../../../renderer/app/appScreen.ts'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import {
  BROWSER_BASE,
  browserPlatform,
  fakeApp,
  fakeSurroundings,
  FINGERPRINT,
  runningHost,
} from '../../fixtures/fakeSurroundings.ts'

const demo = roomNameSchema.parse('demo')
const alice = personNameSchema.parse('Alice')
const elsewhere = { base: 'https://10.0.0.9:8443/', room: demo, fingerprint: null }
/** Everything that was promised at once has been kept. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

function homeOf(model: AppNavigator): Extract<AppScreen, { kind: 'home' }> {
  const { screen } = model.store.getState()
  if (screen.kind !== 'home') throw new Error('Home is not shown.')
  return screen
}

describe('the address of the page', () => {
  test.each(['?room=demo&username=Alice', '?room=demo&name=Alice'])('%s fills the form', async (query) => {
    const around = fakeSurroundings(FakeMeeting.ready(), { query })
    const model = AppNavigator.create(browserPlatform, around)
    await settled()
    expect(homeOf(model).form).toEqual({ room: 'demo', name: 'Alice' })
    expect(around.opened).toEqual([])
  })

  test('goes straight in with join=now, camera and microphone off whatever is remembered', async () => {
    const meeting = FakeMeeting.ready()
    const chosen = { microphone: null, camera: 'c', speaker: null }
    const devices = { microphone: true, camera: true, chosen }
    const wish = { microphone: false, camera: false, chosen }
    const query = `?room=demo&username=Alice&join=now#fp=${FINGERPRINT}`
    const around = fakeSurroundings(meeting, { query, remembered: { devices } })
    const model = AppNavigator.create(browserPlatform, around)
    await settled()
    expect(around.opened).toMatchObject([{ base: BROWSER_BASE, room: 'demo', wish }])
    expect(meeting.calls).toEqual(['join Alice'])
    expect(model.store.getState().screen).toMatchObject({ kind: 'meeting', lobby: false })
    expect(around.shown).toEqual([`${BROWSER_BASE}?room=demo#fp=${FINGERPRINT}`])
  })

  test('keeps the devices off on a second try of what an address began, and the remembered choice as it was', async () => {
    const meeting = FakeMeeting.ready()
    const devices = {
      microphone: true,
      camera: true,
      chosen: { microphone: null, camera: null, speaker: null },
    }
    const query = '?room=demo&username=Alice&join=now'
    const around = fakeSurroundings(meeting, { query, remembered: { devices } })
    const model = AppNavigator.create(browserPlatform, around)
    await settled()
    model.rejoin()
    await settled()
    expect(around.opened.map(({ wish }) => [wish.microphone, wish.camera])).toEqual([
      [false, false],
      [false, false],
    ])
    expect(model.memory.read().devices).toMatchObject({ microphone: true, camera: true })
  })

  test.each([
    '&mic=on&camera=on&microphone=1&video=true&audio=true&share=now&screen=now&sound=on&effects=blur',
    '&join=NOW',
    '&join=now&host=now',
    '#join=now&camera=on',
  ])('%s switches no device on', async (more) => {
    const around = fakeSurroundings(FakeMeeting.ready(), { query: `?room=demo&username=Alice${more}` })
    AppNavigator.create(browserPlatform, around)
    await settled()
    expect(around.opened.filter(({ wish }) => wish.microphone || wish.camera)).toEqual([])
  })

  test.each([
    ['?host=now&room=demo&username=Alice', 'demo'],
    ['?host=now', 'meeting'],
  ])('%s hosts at once, where this is the app', async (query, room) => {
    const { platform, calls } = fakeApp()
    const around = fakeSurroundings(FakeMeeting.ready(), { query })
    AppNavigator.create(platform, around)
    await settled()
    expect(calls).toContain('start')
    expect(around.opened).toMatchObject([{ base: 'https://127.0.0.1:8443/', room }])
  })

  test.each([
    '?room=demo&join=now',
    `?room=demo&username=${'x'.repeat(10_000)}&join=now`,
    '?username=A&join=now',
  ])('%.40s stays on Home, because someone or somewhere is missing', async (query) => {
    const around = fakeSurroundings(FakeMeeting.ready(), { query })
    const model = AppNavigator.create(browserPlatform, around)
    await settled()
    expect(homeOf(model).busy).toBeNull()
    expect(around.opened).toEqual([])
  })
})

describe('P-OWNER-5 a host link', () => {
  const key = 'k'.repeat(43)
  const query = `?room=demo&username=Alice&join=now#fp=${FINGERPRINT}&host=${key}`

  test('shows the key to its host alone: neither the address, nor what is remembered, nor the app’s link has it', async () => {
    const around = fakeSurroundings(FakeMeeting.ready(), { query, tab: new Map() })
    const model = AppNavigator.create(browserPlatform, around)
    await settled()
    expect(around.opened).toMatchObject([{ base: BROWSER_BASE, hostKey: key }])
    expect(around.shown[0]).toBe(`${BROWSER_BASE}?room=demo&username=Alice&join=now#fp=${FINGERPRINT}`)
    expect(around.shown.join()).not.toContain(key)
    expect(around.storage.getItem('hearth')).not.toContain(key)
    expect(model.appLink).not.toContain(key)
  })

  test('is clean in the address before anybody has typed anything', () => {
    const around = fakeSurroundings(FakeMeeting.ready(), { query: `?room=demo#host=${key}` })
    AppNavigator.create(browserPlatform, around)
    expect(around.shown).toEqual([`${BROWSER_BASE}?room=demo`])
  })

  test('holds for the tab, also after a reload, and for no other tab', async () => {
    const tab = new Map<string, string>()
    AppNavigator.create(browserPlatform, fakeSurroundings(FakeMeeting.ready(), { query, tab }))
    await settled()
    const bare = '?room=demo&username=Alice&join=now'
    const again = fakeSurroundings(FakeMeeting.ready(), { query: bare, tab })
    AppNavigator.create(browserPlatform, again)
    const other = fakeSurroundings(FakeMeeting.ready(), { query: bare, tab: new Map() })
    AppNavigator.create(browserPlatform, other)
    await settled()
    expect(again.opened).toMatchObject([{ hostKey: key }])
    expect(other.opened[0]).not.toHaveProperty('hostKey')
  })

  test('opened with the app leads there as the owner, and nowhere else', async () => {
    const { platform } = fakeApp()
    const around = fakeSurroundings(FakeMeeting.ready(), { remembered: { name: 'Alice' }, tab: new Map() })
    const model = AppNavigator.create(platform, around)
    model.openLink(`hearth://10.0.0.9:8443/?room=demo#fp=${FINGERPRINT}&host=${key}`)
    await settled()
    expect(around.opened).toMatchObject([{ base: elsewhere.base, hostKey: key }])
    model.home()
    model.join({ ...elsewhere, base: 'https://10.0.0.10:8443/' }, alice)
    await settled()
    expect(around.opened[1]).not.toHaveProperty('hostKey')
  })

  test('that the host does not know is not tried again: the next try is a guest’s', async () => {
    const { platform } = fakeApp()
    const meeting = FakeMeeting.ready()
    const around = fakeSurroundings(meeting, { remembered: { name: 'Alice' }, tab: new Map() })
    const model = AppNavigator.create(platform, around)
    model.openLink(`https://10.0.0.9:8443/?room=demo#fp=${FINGERPRINT}&host=${key}`)
    await settled()
    meeting.store.setState({ phase: { kind: 'failed', code: 'wrong_host_key', message: '' } })
    model.rejoin()
    await settled()
    expect(around.opened).toHaveLength(2)
    expect(around.opened[1]).not.toHaveProperty('hostKey')
  })
})

describe('joining a room elsewhere from the app', () => {
  test('goes to the lobby of a trusted host, and the room is remembered', async () => {
    const around = fakeSurroundings(FakeMeeting.ready())
    const model = AppNavigator.create(fakeApp().platform, around)
    model.join(elsewhere, alice)
    await settled()
    expect(model.store.getState().screen).toMatchObject({ kind: 'meeting', lobby: true })
    expect(model.memory.read()).toMatchObject({ name: 'Alice', rooms: [{ ...elsewhere, here: false }] })
  })

  test('asks about an unknown host first, and pins it on yes', async () => {
    let pinned = false
    const app = fakeApp({
      trust: (base) =>
        pinned
          ? { trust: 'trusted', base }
          : { trust: 'unknown', fingerprint: FINGERPRINT, words: 'acid lantern' },
    })
    const around = fakeSurroundings(FakeMeeting.ready())
    const model = AppNavigator.create(app.platform, around)
    model.join(elsewhere, alice)
    await settled()
    expect(homeOf(model).question?.asked).toMatchObject({ words: 'acid lantern' })
    expect(around.opened).toEqual([])
    pinned = true
    await model.trustHost()
    expect(app.calls).toEqual([`pin ${elsewhere.base} ${FINGERPRINT}`])
    expect(around.opened).toHaveLength(1)
  })

  test('stops hard at a host that shows another certificate', async () => {
    const changed = { trust: 'changed' as const, expected: FINGERPRINT, found: FINGERPRINT.toLowerCase() }
    const app = fakeApp({ trust: () => changed })
    const around = fakeSurroundings(FakeMeeting.ready())
    const model = AppNavigator.create(app.platform, around)
    model.join(elsewhere, alice)
    await settled()
    await model.trustHost()
    expect(homeOf(model).question?.asked).toEqual(changed)
    expect([app.calls, around.opened]).toEqual([[], []])
    model.cancelTrip()
    expect(homeOf(model).question).toBeNull()
  })

  test.each([
    ['nobody answers', () => ({ trust: 'unreachable' as const })],
    [
      'the shell itself fails',
      () => {
        throw new Error('broken')
      },
    ],
  ])('says so when %s', async (_what, trust) => {
    const model = AppNavigator.create(fakeApp({ trust }).platform, fakeSurroundings(FakeMeeting.ready()))
    model.join(elsewhere, alice)
    await settled()
    expect(homeOf(model)).toMatchObject({ busy: null, problem: { kind: 'unreachable' } })
  })

  test('an answer that comes after the person gave up changes nothing', async () => {
    const around = fakeSurroundings(FakeMeeting.ready())
    const model = AppNavigator.create(fakeApp().platform, around)
    model.join(elsewhere, alice)
    model.cancelTrip()
    await settled()
    expect(around.opened).toEqual([])
  })
})

describe('hosting', () => {
  test('starts and goes to the lobby of the own room, even without a name', async () => {
    const app = fakeApp()
    const around = fakeSurroundings(FakeMeeting.ready())
    const model = AppNavigator.create(app.platform, around)
    await model.host(demo, '')
    expect(around.opened).toMatchObject([{ base: 'https://127.0.0.1:8443/', room: 'demo' }])
    expect(model.store.getState()).toMatchObject({ hosting: runningHost, screen: { lobby: true } })
    expect(model.memory.read().rooms).toMatchObject([{ here: true }])
  })

  test('says why it did not start', async () => {
    const app = fakeApp({ outcome: { state: 'failed', code: 'port_taken', port: 8443 } })
    const model = AppNavigator.create(app.platform, fakeSurroundings(FakeMeeting.ready()))
    await model.host(demo, 'Alice')
    expect(homeOf(model).problem).toEqual({
      kind: 'hostFailed',
      failure: { state: 'failed', code: 'port_taken', port: 8443 },
    })
  })

  test('stopping it leaves the meeting here, for Home', async () => {
    const app = fakeApp()
    const meeting = FakeMeeting.ready()
    const model = AppNavigator.create(app.platform, fakeSurroundings(meeting))
    await model.host(demo, 'Alice')
    await model.stopHosting()
    expect(app.calls).toEqual(['start', 'stop'])
    expect(meeting.calls).toContain('close')
    expect(homeOf(model).problem).toBeNull()
  })
})

describe('the end of a meeting', () => {
  test('turns the devices off; rejoining goes straight in again', async () => {
    const meeting = FakeMeeting.ready()
    const around = fakeSurroundings(meeting)
    const model = AppNavigator.create(browserPlatform, around)
    model.join({ ...elsewhere, base: BROWSER_BASE }, alice)
    await settled()
    model.enter(alice)
    model.leave()
    expect(around.media.calls).toEqual(['close'])
    model.rejoin()
    await settled()
    expect(around.opened).toHaveLength(2)
    expect(meeting.calls).toEqual(['join Alice', 'leave', 'close', 'join Alice'])
  })

  test('what was on in the lobby is remembered', async () => {
    const around = fakeSurroundings(FakeMeeting.ready())
    const model = AppNavigator.create(browserPlatform, around)
    model.join({ ...elsewhere, base: BROWSER_BASE }, alice)
    await settled()
    around.media.setOn('camera', false)
    around.media.choose('speaker', 'headset')
    model.enter(personNameSchema.parse('Al'))
    expect(model.memory.read()).toMatchObject({
      name: 'Al',
      devices: { microphone: true, camera: false, chosen: { speaker: 'headset' } },
    })
    // And what is chosen later, as soon as it is.
    around.media.choose('microphone', 'jack')
    around.media.capture({ resolution: 1080 })
    expect(model.memory.read().devices).toMatchObject({
      microphone: true,
      chosen: { microphone: 'jack', speaker: 'headset' },
      settings: { resolution: 1080, echoCancellation: true },
    })
  })
})

test('rejoining a meeting of this computer starts to host again', async () => {
  const app = fakeApp()
  const meeting = FakeMeeting.ready()
  const model = AppNavigator.create(app.platform, fakeSurroundings(meeting))
  await model.host(demo, 'Alice')
  model.enter(alice)
  await app.platform.hosting?.stop()
  meeting.store.setState({ phase: { kind: 'ended', reason: 'host_stopped' } })
  model.rejoin()
  await settled()
  expect(app.calls).toEqual(['start', 'stop', 'start'])
  expect(meeting.calls).toEqual(['join Alice', 'close', 'join Alice'])
})

describe('an invite link that the system opens', () => {
  const link = `https://10.0.0.9:8443/?room=demo#fp=${FINGERPRINT}`

  test('leads to its lobby', async () => {
    const around = fakeSurroundings(FakeMeeting.ready(), { remembered: { name: 'Alice' } })
    const model = AppNavigator.create(fakeApp().platform, around)
    expect(model.openLink(link)).toBe(true)
    await settled()
    expect(around.opened).toMatchObject([{ base: 'https://10.0.0.9:8443/' }])
  })

  test('waits in the form where the name is not known yet', async () => {
    const model = AppNavigator.create(fakeApp().platform, fakeSurroundings(FakeMeeting.ready()))
    model.openLink(link)
    await settled()
    expect(homeOf(model).form).toEqual({ room: link, name: '' })
  })

  test.each([
    ['hearth://10.0.0.9:8443/', { kind: 'ours', key: 'linkWithoutRoom' }],
    ['hearth://10.0.0.9:8443/?room=demo#fp=cut', { kind: 'ours', key: 'bad_fingerprint' }],
    [null, { kind: 'ours', key: 'noInvitation' }],
  ])('that leads nowhere is said on Home: %s', (text, problem) => {
    const model = AppNavigator.create(fakeApp().platform, fakeSurroundings(FakeMeeting.ready()))
    expect(model.openLink(text)).toBe(true)
    expect(homeOf(model)).toMatchObject({
      form: { room: text ?? '' },
      problem: { kind: 'badInvitation', problem },
    })
  })

  test('does not end a meeting', async () => {
    const model = AppNavigator.create(fakeApp().platform, fakeSurroundings(FakeMeeting.ready()))
    model.join(elsewhere, alice)
    await settled()
    expect(model.openLink(link)).toBe(false)
    expect(model.store.getState().screen.kind).toBe('meeting')
  })
})

test('when the computer wakes up, the meeting finds out at once whether the host is there', async () => {
  const app = fakeApp()
  const meeting = FakeMeeting.ready()
  const model = AppNavigator.create(app.platform, fakeSurroundings(meeting))
  app.wake()
  model.join(elsewhere, alice)
  await settled()
  app.wake()
  expect(meeting.calls).toEqual(['hurry'])
})
