import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Keeps count of a server's connections from now on.
 *
 * @returns closes the server and ends all of them, also those that have asked for nothing yet: node:http does not know
 *   of a connection before its TLS handshake, and would wait for it.
 */
export function closableServer(server: Server): () => Promise<void> {
  const connections = new Set<Socket>()
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  return async () => {
    // One that never listened says so as an error, and is as closed as any other.
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of connections) socket.destroy()
    await closed
  }
}
