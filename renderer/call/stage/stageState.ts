import type { PeerId, TrackId } from '../../../protocol/ids.ts'
import type { Wishes } from '../../session/media/subscribing/Subscriber.ts'
import type { ZoomState } from './zoom/zoomGeometry.ts'
import type { StagePreferences } from './StagePreferences.ts'
import type { TilePlacement } from './layout/tilePlacement.ts'
import type { Subject, TileKey } from './layout/tileKey.ts'

export interface StageState extends StagePreferences {
  /** Pages from 0, as wished for; what is shown stands in the plan. */
  readonly galleryPage: number
  readonly stripPage: number
  /** What this person alone wants to see large. */
  readonly pin: Subject | null
  /** Of several shares the chosen one; null: the newest. */
  readonly share: TrackId | null
  /** Of the share that stands large; null: whole. */
  readonly zoom: ZoomState | null
  /** The tile on which the keyboard's focus rests or will come to rest. */
  readonly active: TileKey | null
  /** The tile whose menu is open, and the element beside which it stands. */
  readonly menu: { readonly subject: Subject; readonly anchor: HTMLElement } | null
  /** The stage in CSS pixels. */
  readonly size: { readonly width: number; readonly height: number; readonly pixelRatio: number }
  /** False while the window is minimised, hidden, or another tab stands before it. */
  readonly seen: boolean
  /** The picture in the mini window in CSS pixels; null while there is none. */
  readonly mini: { readonly width: number; readonly height: number } | null
  /** Who of the others spoke last; null: nobody yet. */
  readonly speaker: PeerId | null
  /** Who is seen in the mini window; null: nobody else is here. */
  readonly watched: PeerId | null
  readonly plan: TilePlacement
  /** What each remote picture is shown as; a track that is missing is not shown at all. */
  readonly wishes: Wishes
}
