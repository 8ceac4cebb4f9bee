import type { NearbyMeeting } from '../../../protocol/nearbyMeeting.ts'
import type { NearbyRow } from '../../../protocol/ipc/ipc.ts'
import { lanInterfaces } from '../../network/lanInterfaces.ts'
import { MeetingBrowser } from '../../discovery/MeetingBrowser.ts'

export interface NearbyMeetingsOptions {
  /** False where an admin has switched it off: the network is then never listened to. */
  readonly allowed: boolean
  /** Whether somebody at this computer has dealt with the host of this key before. */
  readonly isKnown: (fingerprint: string) => boolean
  readonly tell: (meetings: readonly NearbyRow[]) => void
  readonly open?: typeof MeetingBrowser.open
}

/** Looks for meetings on the network while the window shows them, and at no other time. */
export class NearbyMeetings {
  readonly #options: NearbyMeetingsOptions
  #lookout: MeetingBrowser | null = null
  #heard: readonly NearbyMeeting[] = []

  constructor(options: NearbyMeetingsOptions) {
    this.#options = options
  }

  get allowed(): boolean {
    return this.#options.allowed
  }

  look(on: boolean): void {
    this.#lookout?.close()
    this.#lookout = null
    this.#heard = []
    if (!on || !this.#options.allowed) return
    const { open = (options) => MeetingBrowser.open(options) } = this.#options
    this.#lookout = open({
      interfaces: () => lanInterfaces(),
      onChange: (meetings) => {
        this.#heard = meetings
        this.#options.tell(meetings.map((one) => this.#row(one)))
      },
    })
  }

  /** Whether a host announces a meeting at this base right now, as far as anybody looks. */
  hears(base: string): boolean {
    return this.#heard.some(({ bases }) => bases.includes(base))
  }

  #row(meeting: NearbyMeeting): NearbyRow {
    return { ...meeting, known: this.#options.isKnown(meeting.fingerprint) }
  }
}
