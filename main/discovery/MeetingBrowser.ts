import type { DecodedPacket } from 'dns-packet'
import { MAX_NEARBY, type NearbyMeeting } from '../../protocol/nearbyMeeting.ts'
import { isNeighbour, type LanInterface } from '../network/lanInterfaces.ts'
import { type MulticastChannel, MulticastDns, type OpenChannel } from './MulticastDns.ts'
import { parseAnnouncements } from './parseAnnouncements.ts'
import { SERVICE } from './serviceRecords.ts'

/** Hosts answer everybody at once, and not more often than once a second. */
const ASK_EVERY_MS = 2000
/** A meeting that three questions brought no answer about has ended without a goodbye. */
const LOST_MS = 8000
const TICK_MS = 1000
/** How long a network that comes, goes or changes may stay unnoticed. */
const LOOK_MS = 3000
/** Changes are told together: whoever floods the network does not flood the window. */
const TELL_MS = 150
/** As many as one host announces. */
const MAX_OF_SENDER = 20
const MAX_HEARD = 200

export interface MeetingBrowserOptions {
  readonly interfaces: () => readonly LanInterface[]
  /** Called with all meetings there are, whenever they change. */
  readonly onChange: (meetings: readonly NearbyMeeting[]) => void
  readonly open?: OpenChannel
}

interface Sighting {
  readonly meeting: NearbyMeeting
  readonly from: string
  at: number
}

/** Looks for meetings on the local networks, until it is closed. */
export class MeetingBrowser {
  readonly #channel: MulticastChannel
  readonly #interfaces: () => readonly LanInterface[]
  readonly #onChange: (meetings: readonly NearbyMeeting[]) => void
  /** By sender and id: a stranger's word about a host's meeting neither replaces nor ends the host's own. */
  readonly #heard = new Map<string, Sighting>()
  readonly #tick: NodeJS.Timeout
  #tell: NodeJS.Timeout | null = null
  #told = '[]'
  #askedAt = -Infinity
  #lookedAt = performance.now()

  private constructor({
    interfaces,
    onChange,
    open = (options) => MulticastDns.open(options),
  }: MeetingBrowserOptions) {
    this.#interfaces = interfaces
    this.#onChange = onChange
    this.#channel = open({
      interfaces,
      onPacket: (packet, from) => this.#receive(packet, from),
      onNetwork: () => this.#ask(),
    })
    this.#tick = setInterval(() => this.#ticked(), TICK_MS)
  }

  static open(options: MeetingBrowserOptions): MeetingBrowser {
    return new MeetingBrowser(options)
  }

  close(): void {
    clearInterval(this.#tick)
    if (this.#tell !== null) clearTimeout(this.#tell)
    this.#channel.close()
  }

  #ask(): void {
    this.#askedAt = performance.now()
    void this.#channel.send(() => [{ type: 'query', questions: [{ type: 'PTR', name: SERVICE }] }])
  }

  #ticked(): void {
    const now = performance.now()
    if (now - this.#lookedAt >= LOOK_MS) {
      this.#lookedAt = now
      this.#channel.look()
    }
    if (now - this.#askedAt >= ASK_EVERY_MS) this.#ask()
    for (const [key, { at }] of this.#heard) if (now - at >= LOST_MS) this.#heard.delete(key)
    this.#changed()
  }

  #receive(packet: DecodedPacket, from: string): void {
    const { meetings, over } = parseAnnouncements(packet, from, (address) =>
      isNeighbour(address, this.#interfaces()),
    )
    for (const id of over) this.#heard.delete(`${from} ${id}`)
    for (const meeting of meetings) this.#note(meeting, from)
    if (meetings.length + over.length > 0) this.#changed()
  }

  #note(meeting: NearbyMeeting, from: string): void {
    const key = `${from} ${meeting.id}`
    if (!this.#heard.has(key)) {
      const ofSender = [...this.#heard.values()].filter((other) => other.from === from)
      if (ofSender.length >= MAX_OF_SENDER || this.#heard.size >= MAX_HEARD) return
    }
    this.#heard.set(key, { meeting, from, at: performance.now() })
  }

  #changed(): void {
    this.#tell ??= setTimeout(() => {
      this.#tell = null
      const meetings = listOf([...this.#heard.values()])
      const text = JSON.stringify(meetings)
      if (text === this.#told) return
      this.#told = text
      this.#onChange(meetings)
    }, TELL_MS)
  }
}

/** A host on two of our networks is heard twice of: one meeting with both of its addresses. */
function listOf(sightings: readonly Sighting[]): NearbyMeeting[] {
  const meetings = new Map<string, NearbyMeeting>()
  for (const { meeting } of sightings) {
    const key = `${meeting.fingerprint} ${meeting.id}`
    const known = meetings.get(key)
    const bases = [...new Set([...(known?.bases ?? []), ...meeting.bases])].slice(0, 4)
    meetings.set(key, { ...(known ?? meeting), bases })
  }
  return [...meetings.values()].toSorted((one, other) => compare(one, other)).slice(0, MAX_NEARBY)
}

/** By name, so that a row stays where it is while others come and go. */
function compare(one: NearbyMeeting, other: NearbyMeeting): number {
  const [a, b] = [one, other].map(({ room, host, id }) => `${room}\n${host}\n${id}`)
  return (a ?? '') < (b ?? '') ? -1 : 1
}
