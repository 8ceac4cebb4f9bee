import type { RawData, WebSocket } from 'ws'

/**
 * Hands over each frame of a client, until we say goodbye: what still comes in before its own goodbye is nobody's.
 *
 * @param received gets null for a frame that is not text.
 */
export function onFrame(socket: WebSocket, received: (text: string | null) => void): void {
  socket.on('message', (data: RawData, isBinary) => {
    if (socket.readyState === socket.OPEN) received(isBinary ? null : data.toString())
  })
}
