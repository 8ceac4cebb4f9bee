import { useEffect, useLayoutEffect, useRef } from 'react'
import styles from './VideoPicture.module.css'
import { watchFrozen } from './watchFrozen.ts'

export interface VideoPictureProps {
  readonly track: MediaStreamTrack | null
  readonly mirrored?: boolean
  /** `cover` fills the frame, `whole` shows every edge (for shares). */
  readonly fit?: 'cover' | 'whole'
  readonly name?: string
  /** The picture has this many pixels now. */
  readonly onSize?: (width: number, height: number) => void
  /** It stands still; called again and again while it does. The same function all the time. */
  readonly onStill?: () => void
}

/**
 * A moving picture without sound. The element stays the same for its whole life and gets a stream only when the
 * track changes: a new element or stream costs a black frame and a decoder.
 */
export function VideoPicture({
  track,
  mirrored = false,
  fit = 'cover',
  name,
  onSize,
  onStill,
}: VideoPictureProps) {
  const element = useRef<HTMLVideoElement>(null)
  useLayoutEffect(() => {
    const video = element.current
    if (video === null) return
    const { srcObject: stream } = video
    if (track === null || !(stream instanceof MediaStream)) {
      video.srcObject = track === null ? null : new MediaStream([track])
      return
    }
    // Within its stream a track is replaced without a black frame: the last picture stays until the next one moves.
    const earlier = stream.getTracks()
    if (!earlier.includes(track)) stream.addTrack(track)
    for (const one of earlier) if (one !== track) stream.removeTrack(one)
  }, [track])
  useEffect(() => {
    if (element.current === null || track === null || onStill === undefined) return undefined
    return watchFrozen(element.current, onStill)
  }, [track, onStill])
  return (
    <video
      ref={element}
      className={styles.picture}
      data-mirrored={mirrored || undefined}
      data-fit={fit}
      aria-label={name}
      autoPlay
      playsInline
      muted
      disablePictureInPicture
      onResize={(event) => {
        // A phone held upright would lose most of its picture to `cover`.
        const { videoWidth, videoHeight, dataset } = event.currentTarget
        if (videoHeight > videoWidth) dataset.upright = 'true'
        else delete dataset.upright
        onSize?.(videoWidth, videoHeight)
      }}
    />
  )
}
