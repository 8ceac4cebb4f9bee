import * as mediasoup from 'mediasoup'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let browser: Browser

/** What people's own transports carry, by worker process. */
const heard = new Map<number, Set<mediasoup.types.Consumer>>()
const sent = new Set<mediasoup.types.Producer>()
mediasoup.observer.on('newworker', ({ observer, pid }) => {
  const here = new Set<mediasoup.types.Consumer>()
  heard.set(pid, here)
  observer.on('newrouter', (router) =>
    router.observer.on('newtransport', (transport) => {
      if (transport.type !== 'webrtc') return
      transport.observer.on('newconsumer', (consumer) => {
        if (consumer.kind !== 'audio') return
        here.add(consumer)
        consumer.observer.once('close', () => here.delete(consumer))
      })
      transport.observer.on('newproducer', (producer) => {
        sent.add(producer)
        producer.observer.once('close', () => sent.delete(producer))
      })
    }),
  )
})

/** The worker process to whose people so many voices are sent. */
function workerWith(voices: number): number | undefined {
  return [...heard].find(([, consumers]) => consumers.size === voices)?.[0]
}

/** How many tracks have a stand-in that rests on another worker. */
const standIns = () => [...sent].filter(({ paused }) => paused).length

beforeAll(async () => {
  // Each worker is full with one person, so the second goes to the other worker. Where the third goes depends on how
  // busy both are.
  host = await startHost({ staticDir: builtClient, workers: 2, consumersPerWorker: 2 })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

it('P-MEDIA-8 one room on two workers: everybody sees everybody, and the death of one worker harms only its people', async () => {
  const alice = await (await Participant.open(browser, `${host.base}?room=demo`, 'Alice')).join()
  const bob = await (await Participant.open(browser, `${host.base}?room=demo`, 'Bob')).join()
  const carol = await (await Participant.open(browser, `${host.base}?room=demo`, 'Carol')).join()
  const people = [alice, bob, carol]
  const everybodyMeets = async () => {
    for (const one of people) {
      for (const other of people) if (other !== one) await one.sees(other.name)
      await one.hears(2)
    }
  }
  await everybodyMeets()
  await expect.poll(() => [workerWith(2) !== undefined, workerWith(4) !== undefined]).toEqual([true, true])
  await expect.poll(standIns).toBe(2 * people.length)

  const ports = await Promise.all(
    people.map((one, index) => one.hostPortFor(people[(index + 1) % people.length]?.name ?? '')),
  )
  const alone = people.find((_, index) => ports.filter((port) => port === ports[index]).length === 1)
  const [one, other] = people.filter((person) => person !== alone)
  if (alone === undefined || one === undefined || other === undefined)
    throw new Error(`Nobody is alone on a worker: ${ports.join()}.`)
  const between = () => Promise.all([one.wayOf(other.name), other.wayOf(one.name)])
  const ofAlone = () => Promise.all([one.wayOf(alone.name), other.wayOf(alone.name)])
  const [kept, lost] = [await between(), await ofAlone()]
  process.kill(workerWith(2) ?? 0, 'SIGKILL')
  await expect
    .poll(async () => (await ofAlone()).every((id, index) => id !== null && id !== lost[index]), {
      timeout: 30_000,
    })
    .toBe(true)
  await everybodyMeets()
  expect(await between()).toEqual(kept)

  await expect.poll(standIns).toBe(2 * people.length)
  process.kill(workerWith(4) ?? 0, 'SIGKILL')
  await expect
    .poll(async () => (await between()).every((id, index) => id !== null && id !== kept[index]), {
      timeout: 30_000,
    })
    .toBe(true)
  await everybodyMeets()
  expect((await host.get('rooms')).body).toEqual({ demo: 3 })
}, 180_000)
