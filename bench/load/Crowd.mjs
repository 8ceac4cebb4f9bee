import { BarePerson } from './BarePerson.mjs'
import { rtpParameters } from './capabilities.mjs'
import { HearthPerson } from './HearthPerson.mjs'
import { dtlsParameters, MediaPeer } from './MediaPeer.mjs'
import { Replay } from './Replay.mjs'

const KINDS = { Hearth: HearthPerson, bare: BarePerson }
const SOURCES = { video: 'camera', audio: 'microphone' }
const TICK_MS = 5
const PAYLOAD_TYPES = { video: 96, audio: 111 }

/** People who take part in a meeting of one product with real signaling and real transports, and see nothing. */
export class Crowd {
  #product
  #base
  #room
  #people = []
  #replays = []
  #ticking

  constructor({ product, base, room }) {
    this.#product = product
    this.#base = base
    this.#room = room
    this.#ticking = setInterval(() => this.#tick(), TICK_MS)
  }

  /**
   * So many come at once.
   *
   * @returns milliseconds, for each: until the host let in, and until the first packet came (null where none has come
   *   within `patienceMs`).
   */
  async enter(count, patienceMs = 0) {
    const begin = this.#people.length
    const people = Array.from({ length: count }, (_person, index) => this.#person(begin + index))
    // What those who have a page open have, stands already.
    await Promise.all(people.map(({ signaling }) => signaling.open(this.#room)))
    const startedAt = performance.now()
    await Promise.all(
      people.map(({ signaling }, index) => signaling.join(this.#room, `Load ${begin + index}`)),
    )
    const connectedMs = performance.now() - startedAt
    const late = startedAt + patienceMs
    while (people.some(({ recv }) => recv.firstAt === null) && performance.now() < late)
      await new Promise((done) => setTimeout(done, TICK_MS))
    return {
      connectedMs,
      joinedMs: people.map(({ signaling }) => (signaling.joinedAt ?? startedAt) - startedAt),
      firstMs: people.map(({ recv }) => (recv.firstAt === null ? null : recv.firstAt - startedAt)),
    }
  }

  /** The first so many of those who are here begin to send these recordings. */
  async send(count, recordings) {
    for (const [index, person] of this.#people.slice(0, count).entries()) {
      const tracks = recordings.map(({ kind }, number) => {
        const ssrc = 1000 + index * 10 + number
        return { kind, source: SOURCES[kind], ssrc, rtpParameters: rtpParameters(kind, ssrc) }
      })
      await person.signaling.produce(tracks)
      const replays = recordings.map(
        (recording, number) =>
          new Replay(person.send, recording, tracks[number].ssrc, PAYLOAD_TYPES[recording.kind]),
      )
      person.pictures = replays.filter((_replay, number) => recordings[number].kind === 'video')
      this.#replays.push(...replays)
    }
  }

  /** What was sent and received since the beginning, and how evenly this process could do it. */
  get counted() {
    const streams = this.#people.flatMap(({ recv }) => [...recv.streams.values()])
    return {
      at: performance.now(),
      cpuMs: process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
      sent: this.#replays.reduce((sum, { sent }) => sum + sent, 0),
      received: this.#people.reduce((sum, { recv }) => sum + recv.packets, 0),
      receivedBytes: this.#people.reduce((sum, { recv }) => sum + recv.bytes, 0),
      /** By the numbers that the packets bear. */
      expected: streams.reduce((sum, { first, last }) => sum + last - first + 1, 0),
      numbered: streams.reduce((sum, { count }) => sum + count, 0),
      latestTickMs: this.#takeLatestTick(),
    }
  }

  /** How long (milliseconds) lines of chat take from one of the crowd to another, each by another person. */
  async chat(lines) {
    const took = []
    const reader = this.#people.at(-1).signaling
    for (let line = 0; line < lines; line += 1) {
      const writer = this.#people[line % (this.#people.length - 1)].signaling
      const heard = Promise.withResolvers()
      const text = `line ${line} ${Math.random()}`
      reader.onChat = (said) => said === text && heard.resolve()
      const startedAt = performance.now()
      await Promise.all([
        heard.promise.then(() => took.push(performance.now() - startedAt)),
        writer.say(text),
      ])
      await new Promise((done) => setTimeout(done, 50))
    }
    return took
  }

  close() {
    clearInterval(this.#ticking)
    for (const { signaling, send, recv } of this.#people) {
      signaling.close()
      send.close()
      recv.close()
    }
  }

  #person(index) {
    const person = { pictures: [] }
    person.recv = new MediaPeer()
    person.send = new MediaPeer({
      onPictureWanted: () => {
        for (const replay of person.pictures) replay.restart()
      },
    })
    const media = {
      dtlsParameters,
      connect: (direction, transport) => person[direction].connect(transport),
    }
    person.signaling = new KINDS[this.#product](this.#base, media)
    this.#people[index] = person
    return person
  }

  #tickedAt = performance.now()
  #latestTick = 0

  #tick() {
    const now = performance.now()
    this.#latestTick = Math.max(this.#latestTick, now - this.#tickedAt)
    this.#tickedAt = now
    for (const replay of this.#replays) replay.tick(now)
  }

  #takeLatestTick() {
    const latest = this.#latestTick
    this.#latestTick = 0
    return latest
  }
}
