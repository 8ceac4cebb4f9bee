import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

/** What a page is answered when it joins. */
interface Joined {
  readonly peer: string
  readonly snapshot: {
    readonly membership: { readonly peers: readonly { readonly id: string; readonly role: string }[] }
  }
}

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

it('a page that is loaded anew is back in its call: role, lock, mute and draft as they were', async () => {
  const alice = await (await Participant.open(browser, `${host.base}?room=reload`, 'Alice')).join()
  const bob = await (await Participant.open(browser, `${host.base}?room=reload`, 'Bob')).join()
  await alice.sees('Bob')
  await alice.button('Mute microphone').click()
  await bob.showsMuted('Alice')
  await alice.button('Chat').click()
  await alice.page.getByRole('textbox', { name: 'Message', exact: true }).fill('half a sentence')
  await alice.page.reload()
  await alice.page.getByRole('toolbar', { name: 'Call controls' }).waitFor()
  await alice.sees('Bob')
  await bob.sees('Alice')
  await bob.showsMuted('Alice')
  await alice.button('Unmute microphone').waitFor()
  await alice.button('Chat').click()
  expect(await alice.page.getByRole('textbox', { name: 'Message', exact: true }).inputValue()).toBe(
    'half a sentence',
  )
  const [first, again] = alice.received.flatMap((frame) => {
    const { result } = JSON.parse(frame) as { result?: Joined }
    return result?.snapshot === undefined ? [] : [result]
  })
  expect(again?.peer).toBe(first?.peer)
  expect(again?.snapshot.membership.peers.find(({ id }) => id === again.peer)?.role).toBe('host')
  await Promise.all([alice, bob].map((one) => one.closeTab()))
})

it('Back asks before it leaves a call, Stay leaves it whole, and Forward offers to rejoin', async () => {
  const alice = await Participant.open(browser, `${host.base}?room=back`, 'Alice')
  const bob = await (await Participant.open(browser, `${host.base}?room=back`, 'Bob')).join()
  await alice.join()
  await alice.sees('Bob')
  await alice.page.goBack()
  await alice.button('Stay').click()
  await alice.sees('Bob')
  await bob.sees('Alice')
  await alice.page.goBack()
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await alice.button('Rejoin').waitFor()
  await bob.tile('Alice').waitFor({ state: 'detached' })
  await alice.page.goForward()
  await alice.button('Rejoin').click()
  await alice.sees('Bob')
  await Promise.all([alice, bob].map((one) => one.closeTab()))
})

it('closing a tab asks once while in a call, and a second tab says that there is one and takes over', async () => {
  const alice = await (await Participant.open(browser, `${host.base}?room=twice`, 'Alice')).join()
  const second = await alice.page.context().newPage()
  await second.goto(`${host.base}?room=twice&username=Alice`)
  await second.getByRole('button', { name: 'Join', exact: true }).click()
  await second.getByText('already in this meeting').waitFor()
  await second.getByRole('button', { name: 'Unmute microphone' }).waitFor()
  await second.getByRole('button', { name: 'Continue here' }).click()
  await second.getByRole('toolbar', { name: 'Call controls' }).waitFor()
  await alice.page.getByRole('heading', { name: 'You moved to another tab' }).waitFor()
  expect((await host.get('rooms')).body).toMatchObject({ twice: 1 })
  // The tab whose call is over asks nothing; the one in the call asks.
  await alice.page.close({ runBeforeUnload: true })
  const asked = second.waitForEvent('dialog')
  await second.close({ runBeforeUnload: true })
  const question = await asked
  expect(question.type()).toBe('beforeunload')
  await question.dismiss()
  await second.getByRole('toolbar', { name: 'Call controls' }).waitFor()
})
