import { useLayoutEffect, useRef } from 'react'
import styles from './VideoPicture.module.css'

export interface VideoPictureProps {
  readonly track: MediaStreamTrack | null
  readonly mirrored?: boolean
  /** `cover` fills the frame, `whole` shows every edge (for shares). */
  readonly fit?: 'cover' | 'whole'
  readonly name?: string
}

/**
 * A moving picture without sound. The element stays the same for its whole life and gets a stream only when the
 * track changes: a new element or stream costs a black frame and a decoder.
 */
export function VideoPicture({ track, mirrored = false, fit = 'cover', name }: VideoPictureProps) {
  const element = useRef<HTMLVideoElement>(null)
  useLayoutEffect(() => {
    const video = element.current
    if (video === null) return
    video.srcObject = track === null ? null : new MediaStream([track])
  }, [track])
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
      }}
    />
  )
}
