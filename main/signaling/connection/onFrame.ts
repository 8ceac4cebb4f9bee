import type { RawData, WebSocket } from 'ws'

/** Does work when its sender's network has its turn. */
export type InTurn = (work: () => void) => void

/**
 * Hands over each frame of a client in turn, until we say goodbye: what still comes in before its own goodbye is nobody's.
 *
 * @param received gets null for a frame that is not text.
 */
export function onFrame(socket: WebSocket, inTurn: InTurn, received: (text: string | null) => void): void {
  // By the time of its turn the client may have gone; what it has said before counts.
  const said = (data: RawData, isBinary: boolean) => {
    if (socket.readyState !== socket.CLOSING) received(isBinary ? null : data.toString())
  }
  socket.on('message', (data: RawData, isBinary) => {
    if (socket.readyState === socket.OPEN) inTurn(() => said(data, isBinary))
  })
}
