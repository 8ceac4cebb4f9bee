import type { RoomName } from '../../protocol/names.ts'
import { LocalMedia, type LocalMediaWish } from '../media/LocalMedia.ts'
import type { LocalMediaView } from '../media/LocalMediaView.ts'
import { Meeting } from '../session/Meeting.ts'
import type { MeetingView } from '../session/MeetingView.ts'

/** A meeting with our devices, from the lobby to the end, as the app drives it. */
export interface OpenMeeting {
  readonly meeting: MeetingView & Pick<Meeting, 'join' | 'withdraw' | 'leave' | 'goAway' | 'close' | 'hurry'>
  readonly media: LocalMediaView & Pick<LocalMedia, 'close'>
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
  const media = LocalMedia.create(wish)
  return { media, meeting: Meeting.open({ ...where, media }) }
}
