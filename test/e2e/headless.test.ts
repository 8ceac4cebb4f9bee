import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { formatInviteLink } from '../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../protocol/names.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let browser: Browser

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

const link = (room: string) =>
  formatInviteLink({ base: host.base, room: roomNameSchema.parse(room), fingerprint: host.fingerprint })

it('three browsers hold a call on a headless host, and a fourth in another room gets none of it', async () => {
  const [alice, bob, carol, eve] = await Promise.all([
    Participant.open(browser, link('demo'), 'Alice'),
    Participant.open(browser, link('demo'), 'Bob'),
    Participant.open(browser, link('demo'), 'Carol'),
    Participant.open(browser, link('other'), 'Eve'),
  ])
  const three = [alice, bob, carol]
  for (const one of [...three, eve]) await one.join()

  for (const one of three) {
    for (const other of three) if (other !== one) await one.sees(other.name)
    await one.hears(2)
  }
  for (const one of three) await one.say(`${one.name} says hello`)
  for (const one of three) for (const other of three) await one.reads(`${other.name} says hello`)

  expect(await eve.grid.getByRole('group').count()).toBe(1)
  expect(await eve.mediaBytes()).toBe(0)
  expect(eve.received.join('\n')).not.toMatch(/Alice|Bob|Carol|says hello/)
  expect((await host.get('rooms')).body).toEqual({ demo: 3, other: 1 })

  await carol.closeTab()
  await alice.tile('Carol').waitFor({ state: 'detached' })
  for (const one of [alice, bob, eve]) await one.closeTab()
  await expect.poll(async () => (await host.get('rooms')).body).toEqual({})
})
