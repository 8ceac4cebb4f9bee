import { personNameSchema, roomNameSchema } from '../../protocol/names.ts'
import type { BrowserMedia } from '../../renderer/media/BrowserMedia.ts'
import { MeetingSession } from '../../renderer/session/MeetingSession.ts'
import type { Environment } from '../../renderer/session/connection/Environment.ts'
import { FakeMedia } from '../fixtures/FakeMedia.ts'
import { FlakyRelay } from './FlakyRelay.ts'
import { HurriedClock } from './HurriedClock.ts'
import { scheduleOf, type Step } from './schedule.ts'
import { seeded } from './seeded.ts'

/** The host that a schedule happens to. */
export interface HostUnderChaos {
  readonly port: number
  /** Undefined where it cannot be killed. */
  readonly kill?: () => Promise<void>
  readonly restart?: () => Promise<void>
  readonly killWorker: () => void | Promise<void>
}

/** So much faster do the client's waits pass. The network's own times are real. */
const HASTE = 10
/** Nothing may take longer than this after all faults are over. */
const SETTLE_MS = 60_000

interface Person {
  readonly name: string
  readonly relay: FlakyRelay
  readonly clock: HurriedClock
  readonly meeting: MeetingSession
  /** Lines in the order in which they were said. */
  readonly said: string[]
  /** One line after another, as from one keyboard. */
  saying: Promise<void>
}

/**
 * Lets people talk while what a seed says happens to their connections and to their host.
 *
 * @returns what went wrong: lines lost, doubled, out of order, or people who did not get back.
 */
export async function runSchedule(seed: number, host: HostUnderChaos): Promise<string[]> {
  const schedule = scheduleOf(seed, host.kill !== undefined)
  const random = seeded(seed + 0x9e3779b9)
  const people: Person[] = []
  const pending: Promise<unknown>[] = []
  try {
    for (let index = 0; index < schedule.people; index += 1)
      people.push(await enter(index, `seed ${seed}`, host, random))
    const startedAt = performance.now()
    for (const step of schedule.steps) {
      await sleep(startedAt + step.at - performance.now())
      pending.push(take(step, people, host))
    }
    await Promise.all(pending)
    for (const { relay } of people) relay.heal()
    return await judge(people)
  } finally {
    for (const { meeting, relay, clock } of people) {
      meeting.close()
      relay.close()
      clock.stop()
    }
  }
}

async function enter(
  index: number,
  room: string,
  host: HostUnderChaos,
  random: () => number,
): Promise<Person> {
  const relay = await FlakyRelay.to(() => host.port)
  const clock = new HurriedClock()
  const surroundings: Environment = {
    now: () => clock.now(),
    random,
    after: (ms, run) => clock.after(ms, run),
    answers: (url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    listen: () => () => undefined,
  }
  const name = `Person ${index}`
  const meeting = MeetingSession.open({
    base: relay.base,
    room: roomNameSchema.parse(room),
    // Without WebRTC nothing of it is sent; it only has to be there.
    media: new FakeMedia() as unknown as BrowserMedia,
    surroundings,
  })
  await meeting.join(personNameSchema.parse(name))
  clock.haste = HASTE
  return { name, relay, clock, meeting, said: [], saying: Promise.resolve() }
}

async function take(step: Step, people: readonly Person[], host: HostUnderChaos): Promise<void> {
  if (step.kind === 'killWorker') return host.killWorker()
  if (step.kind === 'killHost') {
    await host.kill?.()
    await sleep(step.forMs)
    return host.restart?.()
  }
  const person = people[step.person]
  if (person === undefined) return
  switch (step.kind) {
    case 'say':
      return say(person)
    case 'reset':
      return person.relay.reset()
    case 'end':
      return person.relay.end()
    case 'blackHole':
      person.relay.blackHole(true)
      await sleep(step.forMs)
      return person.relay.blackHole(false)
    case 'refuse':
      person.relay.refuse(true)
      await sleep(step.forMs)
      return person.relay.refuse(false)
    case 'delay':
      person.relay.delay(step.byMs)
      await sleep(step.forMs)
      return person.relay.delay(0)
  }
}

/** Not waited for: people type on while their network is gone. */
function say(person: Person): void {
  const text = `${person.name} ${person.said.length}`
  person.said.push(text)
  person.saying = person.saying.then(async () => {
    await person.meeting.request('chat.send', { text })
  })
  // Told by the judge; until then nobody listens.
  person.saying.catch(() => undefined)
}

async function judge(people: readonly Person[]): Promise<string[]> {
  const faults: string[] = []
  const all = people.flatMap(({ said }) => said)
  const deadline = performance.now() + SETTLE_MS
  for (const { name, saying } of people) {
    const outcome = await Promise.race([
      saying.then(
        () => null,
        (error: unknown) => `${name} was refused a line: ${String(error)}`,
      ),
      sleep(deadline - performance.now()).then(() => `${name} never got an answer.`),
    ])
    if (outcome !== null) faults.push(outcome)
  }
  for (const { name, meeting } of people) {
    while (performance.now() < deadline && textsOf(meeting).length < all.length) await sleep(5)
    const texts = textsOf(meeting)
    const { phase, link } = meeting.store.getState()
    if (texts.length === 0) faults.push(`${name} is ${JSON.stringify(phase).slice(0, 100)}, ${link.kind}.`)
    for (const line of all) {
      const count = texts.filter((text) => text === line).length
      if (count !== 1) faults.push(`${name} has “${line}” ${count} times.`)
    }
    for (const { said } of people) {
      const heard = texts.filter((text) => said.includes(text))
      if (heard.join() !== said.join() && heard.length === said.length)
        faults.push(`${name} has them in the order ${heard.join()}.`)
    }
  }
  return faults
}

function textsOf(meeting: MeetingSession): string[] {
  const { phase } = meeting.store.getState()
  return phase.kind === 'joined' ? phase.room.chat.messages.map(({ text }) => text) : []
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))
}
