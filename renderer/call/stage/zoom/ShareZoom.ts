import type { TrackId } from '../../../../protocol/ids.ts'
import { panBy, pixelScale, type Point, type ZoomState, type Size, whole, zoomAt } from './zoomGeometry.ts'
import type { StageState } from '../stageState.ts'

const STEP = 1.25
/** CSS pixels for one press of an arrow key. */
const PAN_STEP = 60
const MIDDLE: Point = { x: 0, y: 0 }

export interface ZoomedStage {
  getState(): Pick<StageState, 'plan' | 'zoom' | 'size'>
  zoomTo(zoom: ZoomState | null): void
}

/** Looks at the share that stands large more closely. Does nothing where none does. */
export class ShareZoom {
  readonly #stage: ZoomedStage
  readonly #pictures = new Map<TrackId, Size>()

  constructor(stage: ZoomedStage) {
    this.#stage = stage
  }

  /** A share has this many pixels. */
  measured(track: TrackId, picture: Size): void {
    this.#pictures.set(track, picture)
  }

  in(): boolean {
    return this.by(STEP)
  }

  out(): boolean {
    return this.by(1 / STEP)
  }

  /** @param point from the middle of the tile, in CSS pixels; what lies there stays there. */
  by(factor: number, point: Point = MIDDLE): boolean {
    return this.#change((zoom, frame, picture) => zoomAt(zoom, factor, point, frame, picture))
  }

  panBy(by: Point): boolean {
    return this.#change((zoom, frame, picture) => panBy(zoom, by, frame, picture))
  }

  /** False where the key does not move the picture, or the picture is shown whole. */
  panByKey(key: string): boolean {
    const by = arrows[key]
    return by !== undefined && this.#stage.getState().zoom !== null && this.panBy(by)
  }

  /** Between the whole share and each of its pixels on one of the screen's. */
  toggle(point: Point = MIDDLE): boolean {
    if (this.#stage.getState().zoom !== null) return this.reset()
    return this.#change((zoom, frame, picture) => {
      const scale = pixelScale(frame, picture, this.#stage.getState().size.pixelRatio)
      return zoomAt(zoom, scale, point, frame, picture)
    })
  }

  reset(): boolean {
    if (this.#stage.getState().zoom === null) return false
    this.#stage.zoomTo(null)
    return true
  }

  #change(next: (zoom: ZoomState, frame: Size, picture: Size) => ZoomState): boolean {
    const { plan, zoom } = this.#stage.getState()
    if (plan.main?.kind !== 'share') return false
    const frame = plan.places.get(plan.main.track)?.rect
    if (frame === undefined) return false
    this.#stage.zoomTo(next(zoom ?? whole, frame, this.#pictures.get(plan.main.track) ?? frame))
    return true
  }
}

const arrows: Readonly<Record<string, Point | undefined>> = {
  ArrowLeft: { x: PAN_STEP, y: 0 },
  ArrowRight: { x: -PAN_STEP, y: 0 },
  ArrowUp: { x: 0, y: PAN_STEP },
  ArrowDown: { x: 0, y: -PAN_STEP },
}
