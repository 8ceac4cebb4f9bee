import type { Socket } from 'node:net'

/** Bytes per millisecond (about 256 kbit/s) that count as moving: a large message on a slow line is no stall. */
const SLOWEST = 32
const LONGEST_PERIOD_MS = 1000

/**
 * Watches whether what is written to a socket gets anywhere. A peer that has gone quiet without a goodbye, or that
 * has stopped reading, leaves the queue where it is.
 *
 * @param deadlineMs how long the queue may stand still; more is granted for what is in it, by {@link SLOWEST}.
 * @param onStalled called once.
 * @returns what stops the watch.
 */
export function watchWriteStall(socket: Socket, deadlineMs: number, onStalled: () => void): () => void {
  let flushed = 0
  let movedAt = performance.now()
  const timer = setInterval(
    () => {
      const [queued, now] = [socket.writableLength, performance.now()]
      const gone = socket.bytesWritten - queued
      if (queued === 0 || gone > flushed) movedAt = now
      flushed = gone
      if (now - movedAt <= deadlineMs + queued / SLOWEST) return
      clearInterval(timer)
      onStalled()
    },
    Math.min(LONGEST_PERIOD_MS, Math.ceil(deadlineMs / 4)),
  )
  return () => clearInterval(timer)
}
