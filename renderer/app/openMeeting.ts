import type { RoomName } from '../../protocol/names.ts'
import { BrowserMedia, type LocalMediaWish } from '../media/BrowserMedia.ts'
import type { LocalMedia } from '../media/LocalMedia.ts'
import { MeetingSession } from '../session/MeetingSession.ts'
import type { Session } from '../session/Session.ts'

/** A meeting with our devices, from the lobby to the end, as the app drives it. */
export interface OpenMeeting {
  readonly meeting: Session &
    Pick<MeetingSession, 'join' | 'withdraw' | 'leave' | 'goAway' | 'close' | 'hurry'>
  readonly media: LocalMedia & Pick<BrowserMedia, 'close'>
}

export interface OpenMeetingParams {
  readonly base: string
  readonly room: RoomName
  readonly wish: LocalMediaWish
  /** Where the host is the person's own. */
  readonly hostKey?: string
  /** Told of the means to take our seat again; null: we have left for good. */
  readonly onSeat: (token: string | null) => void
}

/** Begins to connect and starts the devices, both at once. Never throws. */
export function openMeeting({ wish, ...where }: OpenMeetingParams): OpenMeeting {
  const media = BrowserMedia.create(wish)
  return { media, meeting: MeetingSession.open({ ...where, media }) }
}
