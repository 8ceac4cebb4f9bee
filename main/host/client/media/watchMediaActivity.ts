import type { MediaSession } from '../../../sfu/session/MediaSession.ts'

/** The pause between two consent checks of a client that sends nothing else (RFC 7675 §5.1). */
const LOOK_INTERVAL_MS = 5000
/** A check comes up to a fifth late, and some get lost. */
const SILENT_LOOKS = 3

/**
 * A program that ends takes its connection and its media with it. Where the media flows on, only the connection was cut.
 * A network that breaks ends no connection: it falls silent.
 *
 * @param onSilent called once, when nothing has come over this media for 15 seconds.
 * @param onFailed told when it cannot be looked.
 * @returns what ends the watch.
 */
export function watchMediaActivity(
  media: Pick<MediaSession, 'bytesReceived'>,
  onSilent: () => void,
  onFailed: (error: unknown) => void,
): () => void {
  let heard: number | null = null
  let silentLooks = 0
  let over = false
  const end = () => {
    over = true
    clearInterval(timer)
  }
  const listen = async () => {
    const bytes = await media.bytesReceived()
    silentLooks = bytes === heard ? silentLooks + 1 : 0
    heard = bytes
    if (over || silentLooks < SILENT_LOOKS) return
    end()
    onSilent()
  }
  const look = () => void listen().catch(onFailed)
  const timer = setInterval(look, LOOK_INTERVAL_MS)
  look()
  return end
}
