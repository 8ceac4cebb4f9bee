import { createSocket } from 'node:dgram'

const GROUP = { address: '239.255.255.250', port: 1900 } as const
const SEARCH_MS = 2000
const LONGEST_LOCATION = 512
const KINDS = ['InternetGatewayDevice:1', 'InternetGatewayDevice:2']

/**
 * Looks for the router by SSDP on the networks of these addresses. Anybody on the network can answer; only the default
 * gateway is believed, and only where it points to itself.
 *
 * @param gateway the default gateway's IPv4 address.
 * @returns where it describes itself; null where it does not answer within two seconds.
 */
export async function searchSsdp(addresses: readonly string[], gateway: string): Promise<URL | null> {
  const found = addresses.map((address) => searchFrom(address, gateway))
  try {
    return await Promise.any(found)
  } catch {
    return null
  }
}

function searchFrom(address: string, gateway: string): Promise<URL> {
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
      const url = sender.address === gateway ? locationIn(answer.toString('latin1')) : null
      if (url?.hostname === gateway && url.protocol === 'http:') end(() => resolve(url))
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

/** Where an SSDP answer says that its sender describes itself; null where it says nothing usable. */
function locationIn(answer: string): URL | null {
  for (const line of answer.split('\n')) {
    const colon = line.indexOf(':')
    if (line.slice(0, colon).trim().toLowerCase() !== 'location') continue
    const place = line.slice(colon + 1).trim()
    return place.length <= LONGEST_LOCATION && URL.canParse(place) ? new URL(place) : null
  }
  return null
}
