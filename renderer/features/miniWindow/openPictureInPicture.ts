import type { LocalMedia } from '../../media/LocalMedia.ts'
import type { Session } from '../../session/Session.ts'
import { initialsOf } from '../../ui/pictures/initialsOf.ts'
import { remoteTile } from '../../call/stage/tiles/tileState.ts'
import type { StageStore } from '../../call/stage/StageStore.ts'
import { mediaSessionActions } from './mediaSessionActions.ts'

export interface MiniPictureOptions {
  readonly meeting: Session
  readonly media: LocalMedia
  readonly stage: StageStore
  readonly onLeave: () => void
  /** Called once it is closed, by whomever. */
  readonly onClosed: () => void
}

/** Pixels of what stands for a person without a picture. */
const CARD = { width: 640, height: 360 }

/** Whether the browser can lay a plain picture above all other windows, though no window with buttons of ours. */
export function canOpenMiniPicture(): boolean {
  return document.pictureInPictureEnabled && 'requestPictureInPicture' in HTMLVideoElement.prototype
}

/**
 * The call in small where there is no mini window: whoever speaks, in the browser's own picture-in-picture, whose
 * buttons for microphone, camera and leaving are the browser's too.
 *
 * @returns what closes it.
 * @throws where the browser refuses, for instance without a click before.
 */
export async function openPictureInPicture(options: MiniPictureOptions): Promise<() => void> {
  const { meeting, media, stage, onLeave, onClosed } = options
  const video = document.createElement('video')
  Object.assign(video, { muted: true, playsInline: true, autoplay: true, ariaHidden: 'true' })
  // Some browsers show only what is in the page.
  video.style.cssText = 'position: fixed; width: 1px; height: 1px; opacity: 0; pointer-events: none'
  const card = document.createElement('canvas')
  Object.assign(card, CARD)
  const stream = new MediaStream()
  const cards = card.captureStream().getVideoTracks()
  video.srcObject = stream

  let drawn: string | null = null
  const show = () => {
    const { watched } = stage.store.getState()
    const tile = watched && remoteTile(meeting.store.getState(), watched)
    const name = tile ? tile.name : ''
    if (name !== drawn) drawCard(card, name)
    drawn = name
    const wanted = tile?.picture ? [tile.picture] : cards
    for (const track of stream.getTracks()) if (!wanted.includes(track)) stream.removeTrack(track)
    for (const track of wanted) if (!stream.getTracks().includes(track)) stream.addTrack(track)
  }
  show()
  document.body.append(video)
  try {
    await video.play()
    const small = await video.requestPictureInPicture()
    const measure = () => stage.setMini({ width: small.width, height: small.height })
    measure()
    small.addEventListener('resize', measure)
  } catch (error) {
    video.remove()
    throw error
  }
  const stops = [
    stage.store.subscribe(show),
    meeting.store.subscribe(show),
    mediaSessionActions(media, onLeave),
  ]
  video.addEventListener(
    'leavepictureinpicture',
    () => {
      for (const stop of stops) stop()
      for (const track of cards) track.stop()
      video.remove()
      stage.setMini(null)
      onClosed()
    },
    { once: true },
  )
  return () => {
    if (document.pictureInPictureElement === video) void document.exitPictureInPicture()
  }
}

/** Draws who is there without a camera. */
function drawCard(card: HTMLCanvasElement, name: string): void {
  const pen = card.getContext('2d')
  if (pen === null) return
  const { width, height } = card
  pen.fillStyle = '#1d2430'
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = '#ffffff'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.font = '600 120px system-ui, sans-serif'
  pen.fillText(initialsOf(name), width / 2, height / 2 - 20)
  pen.font = '28px system-ui, sans-serif'
  pen.fillText(name, width / 2, height - 48, width - 48)
}
