import type { PeerId, TrackId } from '../../../protocol/ids.ts'
import type { Wish, Wishes } from '../../session/media/subscribing/Subscriber.ts'
import type { TilePlacement } from './layout/tilePlacement.ts'
import type { StageState } from './stageState.ts'

export interface ShownPictures extends Pick<StageState, 'size' | 'zoom' | 'mini' | 'watched' | 'seen'> {
  readonly plan: Pick<TilePlacement, 'places'>
  /** The camera track of everybody else who shows one. */
  readonly cameras: ReadonlyMap<PeerId, TrackId>
  /** Shares of others. */
  readonly shares: ReadonlySet<TrackId>
}

/** What of the remote pictures is seen and how large, from the plan alone: nothing is measured in the page. */
export function visibleVideos({
  plan,
  cameras,
  shares,
  size,
  zoom,
  mini,
  watched,
  seen,
}: ShownPictures): Wishes {
  const wishes = new Map<TrackId, Wish>()
  const wish = (track: TrackId, { width, height }: { width: number; height: number }, scale: number) => ({
    width: Math.max(Math.round(width * scale), wishes.get(track)?.width ?? 0),
    height: Math.max(Math.round(height * scale), wishes.get(track)?.height ?? 0),
  })
  // Of a window that nobody sees, nothing is; the mini window is another one.
  for (const { subject, rect, large } of seen ? plan.places.values() : []) {
    if (subject.kind === 'share') {
      if (!shares.has(subject.track)) continue
      // What is looked at closely is worth more pixels, in whole steps: not anew with each turn of the wheel.
      const scale = size.pixelRatio * (large ? Math.ceil(zoom?.scale ?? 1) : 1)
      wishes.set(subject.track, { ...wish(subject.track, rect, scale), priority: 'share' })
    } else {
      const track = cameras.get(subject.peer)
      if (track === undefined) continue
      wishes.set(track, { ...wish(track, rect, size.pixelRatio), priority: large ? 'main' : 'tile' })
    }
  }
  const track = watched === null ? undefined : cameras.get(watched)
  if (mini !== null && track !== undefined) {
    wishes.set(track, { ...wish(track, mini, size.pixelRatio), priority: 'main' })
  }
  return wishes
}

export function sameWishes(one: Wishes, other: Wishes): boolean {
  if (one.size !== other.size) return false
  return [...one].every(([track, { width, height, priority }]) => {
    const its = other.get(track)
    return its?.width === width && its.height === height && its.priority === priority
  })
}
