import type { MediaSession } from '../sfu/MediaSession.ts'

/** Longer than the pause between two consent checks of a client that sends nothing else (RFC 7675 §5.1: 5 s). */
const LIFE_INTERVAL_MS = 6000

/**
 * A program that ends takes its connection and its media with it, and its person is not waited for. Where the
 * media flows on, only the connection was cut. A network that breaks ends no connection: it falls silent.
 *
 * @param onSilent called when nothing has come over this media for a while.
 * @returns what ends the watch.
 */
export function watchForLife(media: Pick<MediaSession, 'bytesReceived'>, onSilent: () => void): () => void {
  let heard: number | null = null
  const listen = async () => {
    const bytes = await media.bytesReceived()
    if (bytes === heard) onSilent()
    heard = bytes
  }
  // Media that has just been closed needs no watch.
  const look = () => void listen().catch(() => undefined)
  look()
  const timer = setInterval(look, LIFE_INTERVAL_MS)
  return () => clearInterval(timer)
}
