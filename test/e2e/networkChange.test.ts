import { createInterface } from 'node:readline'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseInviteLink } from '../../protocol/inviteLink.ts'
import { AppOnStation } from '../fixtures/AppOnStation.ts'
import { chosenWays } from '../fixtures/chosenWays.ts'
import { fakeSpeech } from '../fixtures/fakeSpeech.ts'
import { chromiumProgram, launchBrowser } from '../fixtures/launchBrowser.ts'
import { NamespaceLan } from '../fixtures/NamespaceLan.ts'
import { Participant } from '../fixtures/Participant.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'
import { StationProgram } from '../fixtures/StationProgram.ts'

let lan: NamespaceLan
let host: SpawnedHost
let said: AsyncIterator<string>
let guests: { readonly browser: Browser; readonly door: StationProgram; readonly link: string }[]

beforeAll(async () => {
  lan = await NamespaceLan.create(2)
  await lan.renumber(lan.host, null)
  // On every address, and there is none yet.
  host = await spawnHost(
    ['--address', '0.0.0.0', '--workers', '1', '--no-supervise', '--room', 'demo'],
    lan.host.within,
  )
  if (host.process.stdout === null) throw new Error('The host has no output to read.')
  said = createInterface({ input: host.process.stdout })[Symbol.asyncIterator]()
  const port = new URL(host.base).port
  guests = await Promise.all(
    lan.others.map(async (station) => {
      const { program, first } = await StationProgram.start(station, 'followingDoor.ts', [port])
      const browser = await launchBrowser(
        undefined,
        await lan.programOn(station, chromiumProgram),
        fakeSpeech(),
      )
      return { browser, door: program, link: `https://127.0.0.1:${first}/?room=demo` }
    }),
  )
})
afterAll(async () => {
  for (const { browser, door } of guests) {
    await browser.close()
    await door.stop()
  }
  await host.stop()
  await lan.close()
})

/** Waits until the host prints a link that begins with this address. */
async function printed(address: string): Promise<void> {
  for (;;) {
    const { value, done } = await said.next()
    if (done === true) throw new Error('The host has ended.')
    const read = parseInviteLink(value.trim())
    if (read.ok && new URL(read.link.base).hostname === address) return
  }
}

/** The host's computer has this address now, and what leads to the host by its name follows. */
async function move(address: string): Promise<void> {
  await lan.renumber(lan.host, address)
  for (const { door } of guests) {
    door.tell(address)
    expect(await door.line()).toBe('moved')
  }
}

/** Of several moves, each with what browsers take to notice one. */
const STORY_MS = 240_000

// One story of one laptop.
test(
  'P-NET-2 a host that was started without a network gets one, and takes the meeting along to the next',
  async () => {
    const first = lan.host.address
    await Promise.all([printed(first), move(first)])
    const [ada, bob] = await Promise.all(
      guests.map(async ({ browser, link }, index) =>
        (await Participant.open(browser, link, ['Ada', 'Bob'][index] ?? '')).join(),
      ),
    )
    if (ada === undefined || bob === undefined) throw new Error('Somebody is missing.')
    const meet = async (address: string) => {
      await Promise.all([ada.sees('Bob'), bob.sees('Ada'), ada.hears(1), bob.hears(1)])
      for (const person of [ada, bob]) {
        const ways = await chosenWays(person)
        expect(ways.length).toBeGreaterThan(0)
        for (const { to } of ways) expect(to.startsWith(`${address}:`), `${to} is at ${address}`).toBe(true)
      }
    }
    await meet(first)

    // All addresses change at once.
    await Promise.all([printed('10.77.0.101'), move('10.77.0.101')])
    await expect.poll(() => chosenTo(ada, bob), { timeout: 60_000 }).toEqual(['10.77.0.101'])
    await meet('10.77.0.101')

    // Another adapter stays, which leads to none of the guests.
    await Promise.all([printed('10.77.0.101'), lan.addAdapter(lan.host, 'spare', '10.80.0.1/24')])
    await Promise.all([printed('10.77.0.102'), move('10.77.0.102')])
    await expect.poll(() => chosenTo(ada, bob), { timeout: 60_000 }).toEqual(['10.77.0.102'])
    await meet('10.77.0.102')
    expect(ada.received.join('\n')).not.toContain('"type":"peer.left"')
    await Promise.all([ada.closeTab(), bob.closeTab()])
  },
  STORY_MS,
)

// The person beside the host has the dialog open all the while.
test(
  'the app that hosts shows its new link at once, and whoever takes it is seen and heard',
  async () => {
    const [own] = lan.others
    const browser = guests[1]?.browser
    if (own === undefined || browser === undefined) throw new Error('Somebody is missing.')
    const app = await AppOnStation.start(own, '0.0.0.0')
    try {
      await app.tell({ type: 'press', name: 'Host a meeting' })
      await app.tell({ type: 'press', name: 'Join now' })
      await app.tell({ type: 'press', name: 'Invite' })
      const shown = async () => ((await app.tell({ type: 'boxes' })) as string[])[0] ?? ''
      await expect.poll(shown, { timeout: 30_000 }).toContain(`https://${own.address}:`)
      await lan.renumber(own, '10.77.0.150')
      await expect.poll(shown, { timeout: 30_000 }).toContain('https://10.77.0.150:')
      const link = await shown()
      expect(link).not.toContain(own.address)
      await app.tell({ type: 'press', name: 'Close' })
      const eve = await (await Participant.open(browser, link, 'Eve')).join()
      await Promise.all([eve.sees('Grace'), eve.hears(1), app.tell({ type: 'meets', name: 'Eve' })])
    } finally {
      await app.close()
    }
  },
  STORY_MS,
)

/** The addresses to which all their media goes that gets through. */
async function chosenTo(...people: readonly Participant[]): Promise<string[]> {
  const ways = await Promise.all(people.map((person) => chosenWays(person)))
  return [
    ...new Set(
      ways.flatMap((own) => (own.length === 0 ? ['nowhere'] : own.map(({ to }) => to.split(':')[0] ?? ''))),
    ),
  ]
}
