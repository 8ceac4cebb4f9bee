/** Counts a page's WebSocket frames both ways, from now on. */
export function countFrames(page) {
  const counted = { frames: 0, bytes: 0, sent: 0, sentBytes: 0 }
  page.on('websocket', (socket) => {
    const count = ({ payload }) => {
      counted.frames += 1
      counted.bytes += Buffer.byteLength(payload)
    }
    socket.on('framereceived', count)
    socket.on('framesent', ({ payload }) => {
      count({ payload })
      counted.sent += 1
      counted.sentBytes += Buffer.byteLength(payload)
    })
  })
  return counted
}
