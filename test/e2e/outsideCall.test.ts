import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppOnStation } from '../fixtures/AppOnStation.ts'
import { chosenWays } from '../fixtures/chosenWays.ts'
import { fakeSpeech } from '../fixtures/fakeSpeech.ts'
import { chromiumProgram, launchBrowser } from '../fixtures/launchBrowser.ts'
import { NamespaceLan, type Station } from '../fixtures/NamespaceLan.ts'
import { Participant } from '../fixtures/Participant.ts'
import { type RunningTurnServer, startTurnServer } from '../fixtures/startTurnServer.ts'
import { StationProgram } from '../fixtures/StationProgram.ts'

const OUTER = '203.0.113.7'
/** The ports of the app's media worker and of its spare, 44300 and 44301, as the router opens them. */
const MEDIA = expect.stringMatching(/^203\.0\.113\.7:4530[01]$/)
const TURN_PORT = 3478
const SECRET = 'shared-by-host-and-server'

let lan: NamespaceLan
let router: StationProgram
let turn: RunningTurnServer
let app: AppOnStation
let strict: Station
/** In a network like at home, and in an office that lets little out. */
let home: Browser
let office: Browser

beforeAll(async () => {
  lan = await NamespaceLan.create(1)
  const [routerStation] = lan.others
  if (routerStation === undefined) throw new Error('The network has no router.')
  const outside = await lan.addInternet(routerStation, OUTER, [
    '203.0.113.50',
    '203.0.113.60',
    '203.0.113.20',
  ])
  const [one, other, server] = outside
  if (one === undefined || other === undefined || server === undefined) throw new Error('Nobody is outside.')
  strict = other
  const started = await StationProgram.start(routerStation, 'natPmpRouter.ts', [
    routerStation.address,
    OUTER,
    'forwards',
  ])
  router = started.program
  turn = await startTurnServer(lan, server, SECRET)
  const starting = AppOnStation.start(lan.host, lan.host.address)
  home = await browserAt(one)
  office = await browserAt(other)
  app = await starting
})
afterAll(async () => {
  await Promise.all([home.close(), office.close(), app.close()])
  await turn.stop()
  await router.stop()
  await lan.close()
})

async function browserAt(where: Station): Promise<Browser> {
  const program = await lan.programOn(where, chromiumProgram)
  return launchBrowser(undefined, program, fakeSpeech())
}

/** What the router has said, until it has spoken of as many ports. */
async function routerSays(ports: number): Promise<string[]> {
  const said: string[] = []
  while (said.length < ports) said.push(await router.line())
  return said
}

async function inviteFromOutside(): Promise<string> {
  await app.tell({ type: 'press', name: 'Invite' })
  await app.tell({ type: 'pick', name: 'People outside this network' })
  const [link = ''] = (await app.tell({ type: 'boxes' })) as string[]
  await app.tell({ type: 'press', name: 'Close' })
  expect(link).toMatch(`https://${OUTER}:`)
  return link
}

/** Somebody with such a network looks in the lobby whether a call will work. */
async function checkBeforeCall(link: string): Promise<void> {
  const eve = await Participant.open(office, link, 'Eve')
  await eve.button('Join').click()
  await eve.button('Check devices and network').click()
  const found = eve.page.getByText('Blocked as well: a TURN server should carry your call.').first()
  await found.waitFor({ timeout: 60_000 })
  await eve.closeTab()
}

// One story: the ports are opened once. That a way is lost, browsers notice in their own time.
test('guests from outside see and hear the host through the router, or by a TURN server, until the ports are closed', async () => {
  await app.tell({ type: 'press', name: 'Settings' })
  await app.tell({ type: 'check', name: 'Open ports on the router while I host', on: true })
  const server = `turn::${SECRET}@203.0.113.20:${TURN_PORT}?transport=tcp`
  await app.tell({ type: 'type', name: 'STUN and TURN servers', text: server })
  await app.tell({ type: 'press', name: 'Close' })
  await app.tell({ type: 'press', name: 'Host a meeting' })
  const opened = await routerSays(5)
  expect(opened.slice(1)).toEqual(
    ['udp', 'tcp'].flatMap((way) => [`opened ${way} 44300`]).concat('opened udp 44301', 'opened tcp 44301'),
  )
  await app.tell({ type: 'press', name: 'Join now' })
  const link = await inviteFromOutside()

  const ada = await (await Participant.open(home, link, 'Ada')).join()
  await Promise.all([ada.sees('Grace'), ada.hears(1), app.tell({ type: 'meets', name: 'Ada' })])
  for (const way of await chosenWays(ada))
    expect(way).toMatchObject({ type: 'host', to: MEDIA, protocol: 'udp' })

  // A network that lets nothing out but TCP to web servers and to the TURN server.
  await lan.allowOnlyTcp(strict, [Number(new URL(link).port), TURN_PORT])
  const checked = checkBeforeCall(link)
  const bob = await (await Participant.open(office, link, 'Bob')).join()
  await Promise.all([bob.sees('Grace'), bob.hears(2), app.tell({ type: 'meets', name: 'Bob' })])
  const ways = await chosenWays(bob)
  expect(ways.length).toBeGreaterThan(1)
  for (const way of ways)
    expect(way).toEqual({ type: 'relay', relayProtocol: 'tcp', to: MEDIA, protocol: 'udp' })
  await Promise.all([ada.sees('Bob'), bob.sees('Ada')])
  await checked

  await app.tell({ type: 'choose', menu: 'More', name: 'Settings' })
  await app.tell({ type: 'check', name: 'Open ports on the router while I host', on: false })
  expect((await routerSays(5)).toSorted()).toEqual(
    opened.map((line) => line.replace('opened', 'closed')).toSorted(),
  )
  await app.tell({ type: 'press', name: 'Close' })
  const newcomer = await home.newPage({ ignoreHTTPSErrors: true })
  await expect(newcomer.goto(link)).rejects.toThrow('ERR_CONNECTION_REFUSED')
  // Nothing is left of the calls either.
  for (const guest of [ada, bob])
    await guest.page.waitForFunction(() =>
      window.testConnections?.every(({ connectionState }) => connectionState !== 'connected'),
    )
  await app.tell({ type: 'misses', name: 'Ada' })
}, 150_000)
