/** Longer than the pause between two frames of a camera in good order. */
const STILL_MS = 200
/** So long the first frame may take: who comes in asks the host for nothing that is on its way. */
const FIRST_MS = 1000
const LOOK_MS = 100

interface Watched {
  frames: number
  movedMs: number
  readonly onStill: () => void
}

const watched = new Map<HTMLVideoElement, Watched>()
let timer: ReturnType<typeof setInterval> | undefined

/**
 * Notices that a picture stands still, from what the element has counted: neither a callback for each frame nor a timer for
 * each picture.
 *
 * @param onStill called ten times a second while it does.
 * @returns what ends it.
 */
export function watchFrozen(video: HTMLVideoElement, onStill: () => void): () => void {
  watched.set(video, { frames: -1, movedMs: performance.now(), onStill })
  timer ??= setInterval(look, LOOK_MS)
  return () => {
    watched.delete(video)
    if (watched.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function look(): void {
  const nowMs = performance.now()
  for (const [video, one] of watched) {
    const { totalVideoFrames: frames } = video.getVideoPlaybackQuality()
    if (frames !== one.frames) {
      one.frames = frames
      one.movedMs = nowMs
    } else if (nowMs - one.movedMs >= (frames === 0 ? FIRST_MS : STILL_MS)) one.onStill()
  }
}
