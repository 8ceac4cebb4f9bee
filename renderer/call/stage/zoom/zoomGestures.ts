import type { Point } from './zoomGeometry.ts'
import type { StageStore } from '../StageStore.ts'

/**
 * Wheel, pinch and drag over the share that stands large; the picture follows past React, frame by frame.
 *
 * @param frame the tile, which cuts the picture off.
 * @param picture what grows and moves within.
 * @returns a function that ends it.
 */
export function zoomGestures(stage: StageStore, frame: HTMLElement, picture: HTMLElement): () => void {
  const stop = stage.store.subscribe(({ zoom }, before) => {
    if (zoom === before.zoom) return
    picture.style.transform = zoom ? `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` : ''
    frame.style.cursor = zoom ? 'grab' : ''
  })
  const gestures = new AbortController()
  const { signal } = gestures
  const fromMiddle = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top, width, height } = frame.getBoundingClientRect()
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 }
  }
  const onWheel = (event: WheelEvent) => {
    event.preventDefault()
    // A pinch on a touchpad comes as a wheel with Ctrl, and in much smaller steps.
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1)
    stage.zooming.by(Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.002)), fromMiddle(event))
  }
  const fingers = new Map<number, Point>()
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button') !== null))
      return
    fingers.set(event.pointerId, fromMiddle(event))
    frame.setPointerCapture(event.pointerId)
  }
  const onMove = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId)
    if (before === undefined) return
    const now = fromMiddle(event)
    fingers.set(event.pointerId, now)
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    if (other === undefined) stage.zooming.panBy({ x: now.x - before.x, y: now.y - before.y })
    else stage.zooming.by(distance(now, other) / Math.max(distance(before, other), 1), between(now, other))
  }
  const onUp = ({ pointerId }: PointerEvent) => fingers.delete(pointerId)
  // Not passive: the page must not scroll or zoom instead.
  frame.addEventListener('wheel', onWheel, { signal, passive: false })
  frame.addEventListener('pointerdown', onDown, { signal })
  frame.addEventListener('pointermove', onMove, { signal })
  frame.addEventListener('pointerup', onUp, { signal })
  frame.addEventListener('pointercancel', onUp, { signal })
  frame.style.touchAction = 'none'
  return () => {
    stop()
    gestures.abort()
    picture.style.transform = ''
    frame.style.cursor = ''
    frame.style.touchAction = ''
  }
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

function between(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }
}
