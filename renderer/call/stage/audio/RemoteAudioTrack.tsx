import { memo, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { PeerId, TrackId } from '../../../../protocol/ids.ts'
import { trackOf } from '../../../../room/features/tracks.ts'
import { AmplifiedAudio } from '../../../media/audio/AmplifiedAudio.ts'
import { canSetVolume } from '../../../media/audio/canSetVolume.ts'
import type { PlaybackVolumes } from '../../../media/audio/PlaybackVolumes.ts'
import type { SessionState } from '../../../session/sessionState.ts'
import { roomOf, type Session } from '../../../session/Session.ts'

export interface RemoteAudioTrackProps {
  readonly meeting: Session
  readonly track: TrackId
  /** As `setSinkId` takes it. */
  readonly speaker: string
  readonly volumes: PlaybackVolumes
  readonly onBlocked: (blocked: true) => void
}

/** One sound of one person, as loud as we have set that person. */
export const RemoteAudioTrack = memo(function PersonSound({
  meeting,
  track: id,
  speaker,
  volumes,
  onBlocked,
}: RemoteAudioTrackProps) {
  const element = useRef<HTMLAudioElement>(null)
  const boost = useRef<AmplifiedAudio | null>(null)
  const track = useStore(meeting.store, (state) => state.received.get(id))
  const owner = useStore(meeting.store, (state) => ownerOf(state, id))
  const { volume, silenced } = useStore(volumes.store, () => volumes.of(owner))
  const [softens] = useState(() => canSetVolume(document.createElement('audio')))
  // An element goes up to full volume, and costs nothing; only what it cannot do takes the longer way.
  const boosted = (volume > 1 || (!softens && volume < 1)) && !silenced

  useLayoutEffect(() => {
    const audio = element.current
    if (audio === null || track === undefined) return
    audio.srcObject = new MediaStream([track])
    audio.play().catch((error: unknown) => {
      // A page that nobody has clicked in may not make a sound; anything else mends itself with the track.
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked(true)
    })
  }, [track, onBlocked])

  useLayoutEffect(() => {
    if (!boosted || track === undefined) return undefined
    const sound = new AmplifiedAudio(track)
    boost.current = sound
    return () => {
      boost.current = null
      sound.close()
    }
  }, [boosted, track])

  useLayoutEffect(() => {
    const audio = element.current
    // An unplugged speaker is refused; the sound then stays on the one before.
    if (audio !== null && 'setSinkId' in audio) audio.setSinkId(speaker).catch(() => undefined)
    boost.current?.setSpeaker(speaker)
  }, [speaker, boosted, track])

  useLayoutEffect(() => {
    const audio = element.current
    if (audio !== null) {
      audio.volume = boosted || silenced ? 0 : volume
      audio.muted = !softens && (boosted || silenced)
    }
    boost.current?.setVolume(volume)
  }, [volume, silenced, boosted, softens, track])

  return <audio ref={element} autoPlay hidden />
})

/** Whose track it is; null while the room does not show it. */
function ownerOf(state: SessionState, id: TrackId): PeerId | null {
  const room = roomOf(state)
  return (room && trackOf(room, id)?.peer) ?? null
}
