import type { Server } from 'node:http'
import { HostStartError } from './HostStartError.ts'

/** Connections that the system holds until they are taken; a class that comes at once is more than Node's 511. */
const BACKLOG = 4096

/**
 * Opens the port.
 *
 * @param address undefined for every address.
 * @returns the port, which was chosen by the system where 0 was asked for.
 * @throws HostStartError `port_taken`, `port_forbidden`, `no_such_address`, `cannot_listen`.
 */
export async function listen(server: Server, port: number, address: string | undefined): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)))
    server.listen({ port, host: address, backlog: BACKLOG }, resolve)
  })
  const bound = server.address()
  return typeof bound === 'object' && bound !== null ? bound.port : port
}

function explain(error: NodeJS.ErrnoException, port: number): HostStartError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new HostStartError('port_taken', { port })
    case 'EACCES':
      return new HostStartError('port_forbidden', { port })
    case 'EADDRNOTAVAIL':
      return new HostStartError('no_such_address')
    default:
      return new HostStartError('cannot_listen', { port, detail: error.message })
  }
}
