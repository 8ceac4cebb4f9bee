import dnsPacket, { type DecodedPacket, type Packet } from 'dns-packet'
import { MAX_NEARBY } from '../../protocol/nearbyMeeting.ts'
import type { LanInterface } from '../network/lanInterfaces.ts'
import { type MulticastChannel, MulticastDns, type OpenChannel } from './MulticastDns.ts'
import { ALL_SERVICES, type Announcement, fits, RECORD_TTL, recordsOf, SERVICE } from './serviceRecords.ts'

/** Of one host; a list is for finding a meeting, not for advertising many. */
const MAX_MEETINGS = Math.min(20, MAX_NEARBY)
/** What fits into one Ethernet frame with the headers around it. */
const MAX_BYTES = 1400
/** News is said twice, since multicast gets lost (RFC 6762, §8.3). */
const REPEAT_MS = 1000
/** However often one is asked, everybody hears the answer (RFC 6762, §6). */
const ANSWER_EVERY_MS = 1000
/** Hosts that are asked together do not answer together (RFC 6762, §6). */
const ANSWER_WITHIN_MS = { from: 20, to: 120 }
/** For a goodbye that the system does not take. */
const GOODBYE_MS = 100

export interface AnnouncerOptions {
  readonly interfaces: () => readonly LanInterface[]
  /** Meetings cannot be announced now; null: they are again. */
  readonly onProblem?: (error: NodeJS.ErrnoException | null) => void
  readonly open?: OpenChannel
}

/** Tells the local networks which meetings there are here, and answers those who look for some. */
export class Announcer {
  readonly #channel: MulticastChannel
  #meetings: readonly Announcement[] = []
  #repeat: NodeJS.Timeout | null = null
  #answer: NodeJS.Timeout | null = null
  #answeredAt = -ANSWER_EVERY_MS

  private constructor({
    interfaces,
    onProblem = () => undefined,
    open = (options) => MulticastDns.open(options),
  }: AnnouncerOptions) {
    this.#channel = open({
      interfaces,
      onPacket: (packet) => this.#asked(packet),
      onNetwork: () => this.#say(this.#meetings),
      onProblem,
    })
  }

  static open(options: AnnouncerOptions): Announcer {
    return new Announcer(options)
  }

  /** From now on these are the meetings: what is new or another than before is said, and what is over. */
  set(all: readonly Announcement[]): void {
    const meetings = all.filter(fits).slice(0, MAX_MEETINGS)
    const before = new Map(this.#meetings.map((one) => [one.id, JSON.stringify(one)]))
    const news = meetings.filter((one) => before.get(one.id) !== JSON.stringify(one))
    const over = this.#meetings.filter(({ id }) => !meetings.some((one) => one.id === id))
    this.#meetings = meetings
    if (over.length > 0) void this.#send(over, 0)
    if (news.length > 0) this.#say(news)
  }

  /** Follows the networks as they are now. */
  look(): void {
    this.#channel.look()
  }

  /** Says all meetings once more. */
  repeat(): void {
    this.#say(this.#meetings)
  }

  /** Says goodbye for all meetings. Resolves when that is on its way. */
  async close(): Promise<void> {
    for (const timer of [this.#repeat, this.#answer]) if (timer !== null) clearTimeout(timer)
    const over = this.#meetings
    this.#meetings = []
    let tooLong: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      tooLong = setTimeout(resolve, GOODBYE_MS)
    })
    await Promise.race([this.#send(over, 0), patience])
    clearTimeout(tooLong)
    this.#channel.close()
  }

  #say(news: readonly Announcement[]): void {
    if (news.length === 0) return
    void this.#send(news)
    if (this.#repeat !== null) clearTimeout(this.#repeat)
    // By then there may be newer news: it is all said.
    this.#repeat = setTimeout(() => void this.#send(this.#meetings), REPEAT_MS)
    this.#repeat.unref()
  }

  #asked({ type, questions = [] }: DecodedPacket): void {
    if (type !== 'query' || this.#answer !== null || this.#meetings.length === 0) return
    const names = questions.slice(0, 16).map(({ name }) => name.toLowerCase())
    // Of one record or of all, the answer is the same: whoever asks gets to know everything at once.
    if (!names.some((name) => name === ALL_SERVICES || name.endsWith(SERVICE))) return
    const { from, to } = ANSWER_WITHIN_MS
    const free = this.#answeredAt + ANSWER_EVERY_MS - performance.now()
    this.#answer = setTimeout(
      () => {
        this.#answer = null
        this.#answeredAt = performance.now()
        void this.#send(this.#meetings, RECORD_TTL, names.includes(ALL_SERVICES))
      },
      Math.max(free, from + Math.random() * (to - from)),
    )
    this.#answer.unref()
  }

  async #send(meetings: readonly Announcement[], ttl = RECORD_TTL, service = false): Promise<void> {
    await this.#channel.send((addresses) => pack(meetings, addresses, ttl, service))
  }
}

/** As many meetings to a packet as fit. */
function pack(
  meetings: readonly Announcement[],
  addresses: readonly string[],
  ttl: number,
  service: boolean,
): Packet[] {
  const packets: Packet[] = []
  let inLast: readonly Announcement[] = []
  for (const one of meetings) {
    const longer = packetOf([...inLast, one], addresses, ttl, service && packets.length <= 1)
    if (packets.length > 0 && dnsPacket.encodingLength(longer) <= MAX_BYTES) {
      packets[packets.length - 1] = longer
      inLast = [...inLast, one]
    } else {
      packets.push(packetOf([one], addresses, ttl, service && packets.length === 0))
      inLast = [one]
    }
  }
  return packets
}

function packetOf(
  meetings: readonly Announcement[],
  addresses: readonly string[],
  ttl: number,
  service: boolean,
): Packet {
  const records = meetings.map((one) => recordsOf(one, addresses, ttl))
  return {
    type: 'response',
    flags: dnsPacket.AUTHORITATIVE_ANSWER,
    answers: [
      ...records.map(({ pointer }) => pointer),
      ...(service ? [{ type: 'PTR' as const, name: ALL_SERVICES, ttl, data: SERVICE }] : []),
    ],
    additionals: records.flatMap(({ details }) => details),
  }
}
