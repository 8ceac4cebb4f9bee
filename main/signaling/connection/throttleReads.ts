import type { WebSocket } from 'ws'

/**
 * Reads a client no faster than granted. What comes too early stays with its sender, as TCP has it: nothing is
 * refused and nothing piles up here.
 *
 * @param take counts one frame of so many bytes, and tells the milliseconds after which the next may be read.
 * @returns what ends it.
 */
export function throttleReads(socket: WebSocket, take: (bytes: number) => number): () => void {
  let pause: NodeJS.Timeout | undefined
  socket.on('message', (data: Buffer) => {
    const waitMs = take(data.length)
    // What has been read already comes through even so, and lengthens the next pause.
    if (waitMs === 0 || pause !== undefined) return
    socket.pause()
    pause = setTimeout(() => {
      pause = undefined
      socket.resume()
    }, waitMs)
  })
  return () => clearTimeout(pause)
}
