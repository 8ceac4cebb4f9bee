import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fakeSpeech } from '../fixtures/fakeSpeech.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { WorkerProgram } from '../fixtures/WorkerProgram.ts'

let program: WorkerProgram
let host: RunningHost
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser(undefined, undefined, fakeSpeech())
  program = await WorkerProgram.missing()
  host = await startHost({ staticDir: builtClient, workerBin: program.path })
})
afterAll(async () => {
  await browser.close()
  await host.stop()
  await program.remove()
})

/** Loses every fifth packet of a sender before it is numbered, so that nothing asks for it again. */
const LOSE_EVERY_FIFTH = `onrtctransform = ({ transformer: { readable, writable } }) => {
  let count = 0
  const losing = new TransformStream({
    transform(frame, next) {
      count += 1
      if (count % 5 !== 0) next.enqueue(frame)
    },
  })
  void readable.pipeThrough(losing).pipeTo(writable)
}`

async function loseVoice({ page }: Participant): Promise<void> {
  await page.route('**/loseEveryFifth.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: LOSE_EVERY_FIFTH }),
  )
  await page.evaluate(() => {
    for (const connection of window.testConnections ?? [])
      for (const sender of connection.getSenders())
        if (sender.track?.kind === 'audio')
          sender.transform = new RTCRtpScriptTransform(new Worker('loseEveryFifth.js'))
  })
}

interface Voice {
  /** Samples that were played, and those of them that had to be made up. */
  readonly played: number
  readonly madeUp: number
}

/** What a page has received of the other's voice. */
function voiceAt({ page }: Participant): Promise<Voice> {
  return page.evaluate(async () => {
    const open = (window.testConnections ?? []).filter(
      ({ connectionState }) => connectionState === 'connected',
    )
    for (const report of await Promise.all(open.map((connection) => connection.getStats())))
      for (const entry of report.values())
        if (entry.type === 'inbound-rtp' && entry.kind === 'audio')
          return {
            played: Number(entry.totalSamplesReceived),
            madeUp: Number(entry.concealedSamples) - Number(entry.silentConcealedSamples),
          }
    throw new Error('No voice has come in.')
  })
}

/** The format that the other end wants sound in first; the browser's statistics name only what is within. */
function sentAs({ page }: Participant): Promise<string[]> {
  return page.evaluate(() =>
    (window.testConnections ?? []).flatMap(({ remoteDescription }) => {
      const sdp = remoteDescription?.sdp ?? ''
      return [...sdp.matchAll(/^m=audio \S+ \S+ (\d+).*\r\n(?:[^m].*\r\n)*?a=recvonly/gm)].map(
        ([, first]) => new RegExp(`^a=rtpmap:${first} (\\w+)/`, 'm').exec(sdp)?.[1] ?? '',
      )
    }),
  )
}

const SECONDS = 8
const RATE = 48_000

it('a voice between two carries earlier packets again, so that a lost one is not missed', async () => {
  const [alice, bob] = await Promise.all(
    ['Alice', 'Bob'].map(async (name) =>
      (await Participant.open(browser, `${host.base}?room=demo`, name)).join(),
    ),
  )
  if (alice === undefined || bob === undefined) throw new Error('Nobody is there.')
  await Promise.all([alice.hears(1), bob.hears(1)])
  expect(await sentAs(alice)).toEqual(['red'])
  await loseVoice(alice)
  const before = await voiceAt(bob)
  await expect
    .poll(async () => (await voiceAt(bob)).played - before.played, { timeout: 60_000 })
    .toBeGreaterThan(SECONDS * RATE)
  const after = await voiceAt(bob)
  const missed = (after.madeUp - before.madeUp) / (after.played - before.played)
  // A fifth was lost; the machine itself makes up some, when it is busy.
  expect(missed).toBeLessThan(0.08)
})
