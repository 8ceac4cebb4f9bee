import { createSocket } from 'node:dgram'

/** Our address on the way to another one. Connecting a UDP socket only asks the system for its way; nothing is sent. */
export function ownAddressTowards(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    socket.once('error', reject)
    socket.connect(9, address, () => {
      const own = socket.address().address
      socket.close()
      resolve(own)
    })
  })
}
