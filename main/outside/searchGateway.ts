import { createSocket } from 'node:dgram'

const GROUP = { address: '239.255.255.250', port: 1900 } as const
const SEARCH_MS = 2000
const KINDS = ['InternetGatewayDevice:1', 'InternetGatewayDevice:2']

/**
 * Looks for a router by SSDP on the networks of these addresses.
 *
 * @returns where it describes itself; null where none answers within two seconds. One that points to another address
 *   than its own is not believed.
 */
export async function searchGateway(addresses: readonly string[]): Promise<URL | null> {
  const found = addresses.map((address) => searchFrom(address))
  try {
    return await Promise.any(found)
  } catch {
    return null
  }
}

function searchFrom(address: string): Promise<URL> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    const end = (settle: () => void) => {
      clearTimeout(timer)
      socket.removeAllListeners()
      socket.on('error', () => undefined)
      socket.close()
      settle()
    }
    const timer = setTimeout(() => end(() => reject(new Error('No router answers.'))), SEARCH_MS)
    socket.on('error', (error) => end(() => reject(error)))
    socket.on('message', (answer, sender) => {
      const [, place] = /^location:\s*(http:\/\/\S{1,512})\s*$/im.exec(answer.toString('latin1')) ?? []
      if (place === undefined || !URL.canParse(place)) return
      const url = new URL(place)
      if (url.hostname === sender.address) end(() => resolve(url))
    })
    socket.bind({ address, port: 0 }, () => {
      socket.setMulticastInterface(address)
      for (const kind of KINDS) {
        const lines = [
          'M-SEARCH * HTTP/1.1',
          `HOST: ${GROUP.address}:${GROUP.port}`,
          'MAN: "ssdp:discover"',
          'MX: 1',
          `ST: urn:schemas-upnp-org:device:${kind}`,
          '',
          '',
        ]
        socket.send(lines.join('\r\n'), GROUP.port, GROUP.address)
      }
    })
  })
}
