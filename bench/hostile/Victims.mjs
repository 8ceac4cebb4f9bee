import { setTimeout as sleep } from 'node:timers/promises'
import { MediaPerson } from '../../test/fixtures/MediaPerson.ts'
import { TestClient } from '../../test/fixtures/TestClient.ts'

const HERE = '10.66.0.1'
/** Between two requests of one person: less often than any rate allows. */
const REQUEST_MS = 150
const NEWCOMER_MS = 1000
/** When somebody gives up. */
const PATIENCE_MS = 20_000

/** People on a host that is attacked: those who talk, those whose requests are timed, and newcomers. */
export class Victims {
  #base
  #talking
  #listening
  #asking

  constructor(base, talking, listening, asking) {
    this.#base = base
    this.#talking = talking
    this.#listening = listening
    this.#asking = asking
  }

  static async enter(base) {
    const talking = await MediaPerson.speaking(base, 'talk', 'Ada')
    const listening = await MediaPerson.connect(base)
    await listening.warm('talk', { audio: 4, video: 4 })
    await listening.join('talk', 'Grace')
    await listening.hears(50)
    const asking = []
    for (const name of ['Bob', 'Carol', 'Dan']) {
      const client = await TestClient.connect(base, { localAddress: HERE })
      await client.join('open', name)
      asking.push(client)
    }
    return new Victims(base, talking, listening, asking)
  }

  async measure(ms) {
    const until = performance.now() + ms
    const before = this.#listening.packets
    const startedAt = performance.now()
    const [requestMs, newcomers] = await Promise.all([
      Promise.all(this.#asking.map((client) => timed(client, until))),
      this.#newcomers(until),
    ])
    const seconds = (performance.now() - startedAt) / 1000
    return {
      requestMs: requestMs.flat(),
      newcomerMs: newcomers.filter((took) => took !== null),
      refused: newcomers.filter((took) => took === null).length,
      packetsPerSecond: (this.#listening.packets - before) / seconds,
    }
  }

  async leave() {
    await Promise.all([
      this.#talking.close(),
      this.#listening.close(),
      ...this.#asking.map((one) => one.close()),
    ])
  }

  /** Each from an address of its own, into the room where the requests are timed. */
  async #newcomers(until) {
    const coming = []
    for (let number = 2; performance.now() < until; number += 1) {
      coming.push(this.#comeIn(`10.66.0.${number}`).catch(() => null))
      await sleep(NEWCOMER_MS)
    }
    return Promise.all(coming)
  }

  async #comeIn(localAddress) {
    const startedAt = performance.now()
    const client = await TestClient.connect(this.#base, { localAddress, handshakeTimeout: PATIENCE_MS })
    await client.join(`room of ${localAddress}`, 'Newcomer')
    const took = performance.now() - startedAt
    await client.close()
    return took
  }
}

/** How long the answers to one person's requests take, until the time is up. */
async function timed(client, until) {
  const took = []
  while (performance.now() < until) {
    const startedAt = performance.now()
    await client.request('media.setPreferences', { tracks: [] })
    took.push(performance.now() - startedAt)
    await sleep(REQUEST_MS)
  }
  return took
}
