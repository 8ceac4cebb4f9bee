import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { frameWithMore, Renumbering } from '../fixtures/laterVersion.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { TestClient } from '../fixtures/TestClient.ts'
import { type Frame, VersionRelay } from '../fixtures/VersionRelay.ts'

let host: RunningHost
let browser: Browser
const relays: VersionRelay[] = []

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient, plainHttp: true })
  browser = await launchBrowser()
})
afterEach(() => {
  for (const relay of relays.splice(0)) relay.stop()
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

async function relayTo(rewriting: Parameters<typeof VersionRelay.start>[1]): Promise<VersionRelay> {
  const relay = await VersionRelay.start(host.base, rewriting)
  relays.push(relay)
  return relay
}

/** What breaks in a page. */
function errorsOf(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  return errors
}

const STRANGER = 'c3RyYW5nZXJfb2ZfbGF0ZXI'
const TRACK = 'dHJhY2tfb2ZfYV9sYXRlcl8x'

/** What only a later host would tell, of the people in the room by their ids. */
function laterEvents(self: string): readonly unknown[] {
  return [
    { type: 'poll.opened', poll: { question: 'When?', options: [1, 2] } },
    { type: 'reaction.sent', peer: self, reaction: '🦄' },
    { type: 'track.added', track: { id: TRACK, peer: self, source: 'hologram', muted: false } },
    { type: 'peer.joined', peer: { id: STRANGER, name: 'Zed', role: 'director', joinedAt: 1 } },
    { type: 'hand.raised', hand: { of: self, which: 'left' } },
    { type: 'peer.left', peer: STRANGER, reason: 'teleported', by: null },
    'no object at all',
  ]
}

/** Notifications that are new, or that have values which are new. */
const LATER_NEWS: Readonly<Record<string, object>> = {
  'weather.changed': { sun: true },
  'host.power': { power: { type: 'fusion' } },
  'host.keeping': { kept: 'partly' },
  'host.capacity': { people: 'a few' },
  'media.narrow': { narrow: 'somewhat' },
  'media.codecs': { codecs: ['VP8', 'VVC'] },
  'media.demand': { tracks: [{ track: TRACK, layer: 'best' }] },
  'media.speakers': { peers: [7, { loud: true }] },
  'media.repair': { repeat: 'twice', carried: null },
  'media.iceServers': { iceServers: ['turn:later.example', { url: 'turn:later.example' }] },
  'media.consumers': { shapes: ['later'], consumers: [{ id: 'later', kind: 'scent' }], slots: ['none'] },
  'lobby.answered': { answer: 'postponed' },
  'direct.signal': { from: 'nobody', data: { type: 'whisper' } },
  'room.events': { events: [{ type: 'poll.closed' }, 12] },
}

/** A host of a later version, to one page. */
function futureHost() {
  const numbers = new Renumbering()
  let self = ''
  const toPage = (frame: Frame): Frame[] => {
    const later = frameWithMore(frame)
    const news = (method: string, params: object) => ({
      jsonrpc: '2.0',
      method,
      params: { ...params, seq: numbers.next() },
    })
    const { method, params, result } = later as {
      method?: string
      params?: {
        seq?: number
        events?: unknown[]
        features?: unknown[]
        rtpCapabilities?: { codecs: unknown[] }
      }
      result?: { peer?: string; fresh?: { seq: number } | null; transports?: Record<string, unknown> | null }
    }
    if (method === 'host.hello' && params !== undefined) {
      params.features = [...(params.features ?? []), 'telepathy', 9]
      params.rtpCapabilities?.codecs.push({ kind: 'scent', mimeType: 'scent/rose' })
      Object.assign(params, { protocol: { min: 1, max: 7 }, iceServers: [{ later: true }] })
      return [{ jsonrpc: '2.0', method: 'host.mood', params: {} }, later]
    }
    for (const transport of Object.values(result?.transports ?? {})) {
      if (typeof transport !== 'object' || transport === null || !('iceCandidates' in transport)) continue
      const { iceCandidates, dtlsParameters } = transport as unknown as {
        iceCandidates: unknown[]
        dtlsParameters: { fingerprints: unknown[] }
      }
      iceCandidates.unshift({ protocol: 'carrier pigeon', priority: 1 })
      dtlsParameters.fingerprints.push({ algorithm: 'sha3-512', value: '00' })
    }
    if (result?.fresh) result.fresh.seq = numbers.next(result.fresh.seq)
    const joined = result?.peer !== undefined
    if (joined) self = result.peer ?? ''
    if (method === undefined) return joined ? [later, ...told(news)] : [later]
    if (params?.seq !== undefined) params.seq = numbers.next(params.seq)
    if (method === 'room.events' && params?.events !== undefined)
      params.events = [...laterEvents(self), ...params.events, ...laterEvents(self)]
    return [later, news('weather.changed', { sun: false })]
  }
  const toHost = (frame: Frame): Frame[] => {
    const { params } = frame as { params?: { seq?: number } }
    if (frame['method'] === 'session.resume' && params?.seq !== undefined)
      params.seq = numbers.ownOf(params.seq)
    return [frame]
  }
  return { toPage, toHost }
}

function told(news: (method: string, params: object) => Frame): Frame[] {
  return Object.entries(LATER_NEWS).map(([method, params]) => news(method, params))
}

/** What people do in a call, between a page of which one end is of another version, and another person's. */
async function talk(alice: Participant, bob: Participant, relay: VersionRelay): Promise<void> {
  await Promise.all([alice.sees('Bob'), bob.sees('Alice'), alice.hears(1), bob.hears(1)])
  await bob.say('Hello Alice')
  await alice.reads('Hello Alice')
  await alice.say('Hello Bob')
  await bob.reads('Hello Bob')
  await bob.button('Mute microphone').click()
  await alice.showsMuted('Bob')
  await alice.button('Raise hand').click()
  await bob.page.getByRole('status').getByText('Alice raised a hand').waitFor()
  // Over a connection that broke, too.
  relay.cut()
  await bob.say('Still here?')
  await alice.reads('Still here?')
  await alice.say('Still here.')
  await bob.reads('Still here.')
  await alice.sees('Bob')
}

describe('P-FUTURE-1 P-FUTURE-2 a host of a later version', () => {
  it('holds a call with a page of this one, whatever it adds', async () => {
    const relay = await relayTo(futureHost())
    const bob = await (await Participant.open(browser, `${host.base}?room=future`, 'Bob')).join()
    const alice = await Participant.open(browser, `${relay.base}?room=future`, 'Alice')
    const errors = errorsOf(alice.page)
    await alice.join()
    await talk(alice, bob, relay)
    await bob.closeTab()
    await alice.tile('Bob').waitFor({ state: 'detached' })
    expect(errors).toEqual([])
    await alice.closeTab()
  })

  it('ends the waiting at a door with an answer that nobody knows', async () => {
    const relay = await relayTo({
      toPage: (frame) => [
        frame['method'] === 'lobby.answered' ? { ...frame, params: { seq: 1, answer: 'postponed' } } : frame,
      ],
    })
    const owner = await TestClient.connect(host.base)
    await owner.join('door', 'Olga')
    await owner.request('lobby.lock', { locked: true })
    const alice = await Participant.open(browser, `${relay.base}?room=door`, 'Alice')
    await alice.button('Join').click()
    await alice.button('Join now').click()
    const { guest } = (await owner.event('lobby.knocked')) as { guest: { id: string } }
    await owner.request('lobby.decline', { guest: guest.id as never })
    await alice.button('Ask again').waitFor()
    await owner.close()
    await alice.closeTab()
  })

  it('says no in a way that nobody knows, and the page goes on', async () => {
    const refusals = [{ code: 'not_in_verse', stanza: 2 }, undefined]
    const relay = await relayTo({
      toHost: (frame) => (frame['method'] === 'chat.send' ? [{ ...frame, method: 'chat.sing' }] : [frame]),
      toPage: (frame) => {
        if (frame['error'] === undefined || refusals.length === 0) return [frame]
        const data = refusals.shift()
        return [{ ...frame, error: { code: -32_050, message: 'Only in verse.', ...(data && { data }) } }]
      },
    })
    const alice = await (await Participant.open(browser, `${relay.base}?room=verse`, 'Alice')).join()
    for (const text of ['Prose', 'More prose']) {
      await alice.say(text)
      await alice.page.getByRole('alert').waitFor()
      // What was refused is not lost.
      expect(await alice.page.getByRole('textbox', { name: 'Message', exact: true }).inputValue()).toBe(text)
    }
    await alice.closeTab()
  })
})

it('P-FUTURE-3 a page of a later version holds a call on a host of this one, whatever it adds', async () => {
  let asked = 0
  const relay = await relayTo({
    toHost: (frame) => {
      const ask = (method: string, params: object) => ({
        jsonrpc: '2.0',
        id: `later ${(asked += 1)}`,
        method,
        params,
      })
      const sooner =
        asked < 12
          ? [
              ask('poll.open', { question: 'When?' }),
              ask('reaction.send', { reaction: '🦄' }),
              ask('hand.set', {}),
            ]
          : []
      return [...sooner, frameWithMore(frame)]
    },
    // The answers to what only the later page knows are the later page's.
    toPage: (frame) => (String(frame['id']).startsWith('later') ? [] : [frame]),
  })
  const bob = await (await Participant.open(browser, `${host.base}?room=past`, 'Bob')).join()
  const alice = await Participant.open(browser, `${relay.base}?room=past`, 'Alice')
  await alice.join()
  await talk(alice, bob, relay)
  const refused = relay.heard.filter(({ id }) => String(id).startsWith('later'))
  expect(refused.length).toBeGreaterThanOrEqual(12)
  const codes = refused.map(({ error }) => (error as { data?: { code?: string } } | undefined)?.data?.code)
  expect(new Set(codes)).toEqual(new Set(['unknown_method', 'not_joined', 'bad_params']))
  expect(relay.closes, 'the host has closed no connection').not.toContain(4005)
  await bob.closeTab()
  await alice.tile('Bob').waitFor({ state: 'detached' })
  await alice.closeTab()
})
