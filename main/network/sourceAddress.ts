import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'

/** Our address on the way to another one. @throws where there is no way. Connecting a UDP socket only asks the system for its way; nothing is sent. */
export function sourceAddress(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    socket.once('error', reject)
    // It is called for both: see the manual.
    socket.connect(9, address, (error?: Error) => {
      if (error) reject(error)
      else resolve(socket.address().address)
      socket.close()
    })
  })
}
