import type { WebSocket } from 'ws'

const silent = new WeakSet<WebSocket>()

/** Whether a connection was given up because nothing came any more, rather than ended by the other side. */
export function wasSilent(socket: WebSocket): boolean {
  return silent.has(socket)
}

/** Ends a connection that does not answer pings. Returns what stops the watch. */
export function keepAlive(
  socket: WebSocket,
  { pingMs, pongMs }: { readonly pingMs: number; readonly pongMs: number },
): () => void {
  let overdue: NodeJS.Timeout | undefined
  const ping = setInterval(() => {
    if (overdue !== undefined) return
    socket.ping()
    overdue = setTimeout(() => {
      silent.add(socket)
      socket.terminate()
    }, pongMs)
  }, pingMs)
  socket.on('pong', () => {
    clearTimeout(overdue)
    overdue = undefined
  })
  return () => {
    clearInterval(ping)
    clearTimeout(overdue)
  }
}
