import type { TFunction } from 'i18next'
import type { PeerId } from '../../../protocol/ids.ts'
import type { RoomEvent, RoomState } from '../../../room/features.ts'
import { peerOf } from '../../../room/features/membership.ts'
import { trackOf } from '../../../room/features/tracks.ts'
import { isolate } from '../../ui/names/isolate.ts'

/**
 * What an event is worth saying to `self`, as a sentence; null: nothing. Messages and reactions show themselves.
 *
 * @param before the room without the event: it still knows those who leave.
 */
export function newsOf(t: TFunction, event: RoomEvent, before: RoomState, self: PeerId): string | null {
  const nameOf = (id: PeerId | null) =>
    isolated(id === null ? undefined : peerOf(before, id)?.name) ?? t('news.someone')
  switch (event.type) {
    case 'peer.joined':
      return event.peer.id === self ? null : t('news.joined', { name: isolate(event.peer.name) })
    case 'peer.left':
      if (event.reason === 'removed') {
        return t('news.wasRemoved', { name: nameOf(event.peer), by: nameOf(event.by) })
      }
      return t('news.left', { name: nameOf(event.peer) })
    case 'role.changed':
      if (event.peer === self) return t('news.yourRole', { role: t(`news.role.${event.role}`) })
      return event.role === 'host' ? t('news.newHost', { name: nameOf(event.peer) }) : null
    case 'track.muteChanged': {
      const track = trackOf(before, event.track)
      if (!event.muted || event.by === self || track?.peer !== self) return null
      const by = nameOf(event.by)
      if (track.source === 'microphone') return t('news.mutedYou', { by })
      return track.source === 'camera' ? t('news.cameraOffYou', { by }) : t('news.shareStopped', { by })
    }
    case 'track.added':
      if (event.track.source !== 'screen' || event.track.peer === self) return null
      return t('news.sharing', { name: nameOf(event.track.peer) })
    case 'hand.raised':
      return event.peer === self ? null : t('news.handRaised', { name: nameOf(event.peer) })
    case 'hand.lowered':
      return event.peer === self && event.by !== self
        ? t('news.handLoweredYou', { by: nameOf(event.by) })
        : null
    case 'media.heldBack':
      // The person held back is told by a notice that stays.
      if (event.peer === null || event.peer === self) return null
      return t('news.heldBack', { name: nameOf(event.peer) })
    case 'spotlight.changed': {
      // Who did it has just chosen it.
      if (event.by === self) return null
      const by = nameOf(event.by)
      if (event.peer === null) return t('news.spotlightEnded', { by })
      if (event.peer === self) return t('news.spotlightYou', { by })
      return t('news.spotlight', { by, name: nameOf(event.peer) })
    }
    case 'lobby.lockChanged':
      if (event.by === self) return null
      return t(event.locked ? 'news.locked' : 'news.unlocked', { by: nameOf(event.by) })
    case 'lobby.passwordChanged':
      if (event.by === self) return null
      return t(event.set ? 'news.passwordSet' : 'news.passwordRemoved', { by: nameOf(event.by) })
    // Said with a button to let them in.
    case 'lobby.knocked':
    case 'lobby.settled':
    case 'lobby.listed':
    case 'lobby.passwordKept':
    // The host's own.
    case 'seat.kept':
    case 'seat.dropped':
    // Shown on the person's tile for as long as it lasts.
    case 'peer.lost':
    case 'peer.returned':
    case 'media.pathLost':
    case 'media.pathFound':
    case 'track.removed':
    case 'chat.sent':
    case 'chat.dropped':
    case 'reaction.sent':
      return null
    default:
      return event satisfies never
  }
}

function isolated(name: string | undefined): string | undefined {
  return name === undefined ? undefined : isolate(name)
}
