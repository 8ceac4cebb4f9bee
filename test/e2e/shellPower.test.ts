import { afterEach, expect, test } from 'vitest'
import { enterOwnMeeting } from '../fixtures/enterOwnMeeting.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

test('P-POWER-2 the sleep of the hosting computer is told to a guest before it begins; after it the page learns that it is over', async () => {
  const { running, alice } = await enterOwnMeeting()
  stops.push(running.stop)
  const browser = await launchBrowser()
  stops.push(() => browser.close())
  const bob = await (await Participant.open(browser, await alice.inviteLink(), 'Bob')).join()
  const happens = (event: string) =>
    running.app.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event)

  await happens('on-battery')
  await bob.page.getByText('The computer that hosts this meeting runs on its battery.').waitFor()
  await alice.page.getByText('This computer hosts the meeting and runs on its battery.').waitFor()

  await happens('suspend')
  await bob.page.getByText('The computer that hosts this meeting is going to sleep.').waitFor()
  // The page has begun to listen before it can be told.
  const woken = await running.page.evaluateHandle(() => ({
    told: new Promise<string>((resolve) => window.hearth?.on.woke(() => resolve('woke'))),
  }))
  await happens('on-ac')
  await happens('resume')
  expect(await woken.evaluate(({ told }) => told)).toBe('woke')
  await bob.page
    .getByText('The computer that hosts this meeting is going to sleep.')
    .waitFor({ state: 'detached' })
  await bob.say('still here')
  await alice.reads('still here')
})
