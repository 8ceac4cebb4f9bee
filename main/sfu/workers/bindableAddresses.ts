import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'

/**
 * Those addresses of this computer at which a port can be opened now. One that has gone since, or that the system still asks
 * the network about, would leave a worker without any.
 */
export async function bindableAddresses(addresses: readonly string[]): Promise<readonly string[]> {
  const tried = await Promise.all(addresses.map(async (one) => ((await canOpen(one)) ? [one] : [])))
  return tried.flat()
}

function canOpen(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    socket.once('error', () => {
      socket.close()
      resolve(false)
    })
    socket.bind(0, address, () => {
      socket.close()
      resolve(true)
    })
  })
}
