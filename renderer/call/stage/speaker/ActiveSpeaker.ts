import type { PeerId } from '../../../../protocol/ids.ts'
import { tracksFrom } from '../../../../room/features/tracks.ts'
import { roomOf, selfOf, type Session } from '../../../session/Session.ts'
import { type Followed, selectByHost, selectByVoice, nobodyFollowed, TRIAL_MS } from './speakerSelection.ts'
import { VoiceActivity } from './VoiceActivity.ts'

/** How often the voices are listened to, in milliseconds. */
const LISTEN_MS = 25

/** Says whom to show large. It listens closely only while somebody is shown so; else the host's word is enough. */
export class ActiveSpeaker {
  readonly #meeting: Session
  readonly #onChange: (current: PeerId | null) => void
  readonly #voices = new VoiceActivity()
  #followed: Followed = nobodyFollowed
  #closely = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(meeting: Session, onChange: (current: PeerId | null) => void) {
    this.#meeting = meeting
    this.#onChange = onChange
  }

  /** Follows the meeting until the returned function is called. */
  attach(): () => void {
    const stop = this.#meeting.store.subscribe((state, before) => {
      if (state.phase !== before.phase || state.received !== before.received) this.#listen()
      if (state.speakers !== before.speakers) this.#step()
    })
    this.#listen()
    this.#step()
    return () => {
      stop()
      clearTimeout(this.#timer)
      this.#voices.close()
    }
  }

  /** @param closely whether somebody is shown large for speaking. */
  listenClosely(closely: boolean): void {
    if (closely === this.#closely) return
    this.#closely = closely
    this.#listen()
    this.#step()
  }

  #listen(): void {
    const state = this.#meeting.store.getState()
    const room = roomOf(state)
    const self = this.#self
    const tracks = new Map<PeerId, MediaStreamTrack>()
    for (const { id } of this.#closely && room ? room.membership.peers : []) {
      const microphone = room && tracksFrom(room, id, 'microphone').find((track) => !track.muted)
      const track = microphone && state.received.get(microphone.id)
      if (track !== undefined && track !== null && id !== self) tracks.set(id, track)
    }
    this.#voices.listenTo(tracks)
  }

  #step(): void {
    clearTimeout(this.#timer)
    const before = this.#followed
    const [now, loud] = [performance.now(), this.#closely ? this.#voices.now() : null]
    const speakers = this.#meeting.store.getState().speakers.filter((peer) => peer !== this.#self)
    this.#followed = loud === null ? selectByHost(before, speakers, now) : selectByVoice(before, loud, now)
    if (this.#followed.current !== before.current) this.#onChange(this.#followed.current)
    const trying = this.#followed.voices.size > 0
    if (loud !== null) this.#timer = setTimeout(() => this.#step(), LISTEN_MS)
    else if (trying) this.#timer = setTimeout(() => this.#step(), TRIAL_MS)
    // A sound that has just come, or a context that is only starting, is listened to soon.
    else if (this.#closely) this.#timer = setTimeout(() => this.#step(), 10 * LISTEN_MS)
  }

  get #self(): PeerId | null {
    return selfOf(this.#meeting.store.getState())
  }
}
