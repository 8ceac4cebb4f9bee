import { connect } from 'node:net'
import type { TcpAnswer } from '../../../protocol/ipc/network.ts'

/** A neighbour that is not there is reported after about three seconds; a firewall says nothing for minutes. */
const PATIENCE_MS = 5000

/** Tries to connect, and ends the connection at once without a word. Takes at most five seconds; never rejects. */
export function probeTcp(address: string, port: number): Promise<TcpAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port })
    const end = (answer: TcpAnswer) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => end('swallowed'), PATIENCE_MS)
    socket.once('connect', () => end('answered'))
    // Stays after the end: an error of a socket that nobody listens to would end the app.
    socket.on('error', ({ code }: NodeJS.ErrnoException) => end(answerOf(code)))
  })
}

function answerOf(code: string | undefined): TcpAnswer {
  switch (code) {
    // Somebody hung up on us: whoever does that is there.
    case 'ECONNRESET':
      return 'answered'
    case 'ECONNREFUSED':
      return 'refused'
    case 'ETIMEDOUT':
    // A firewall on this computer itself.
    case 'EPERM':
    case 'EACCES':
      return 'swallowed'
    default:
      return 'unreachable'
  }
}
