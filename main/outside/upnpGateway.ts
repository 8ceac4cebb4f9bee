import { z } from 'zod'
import { elementsOf, valueOf } from './flatXml.ts'
import { sourceAddress } from '../network/sourceAddress.ts'
import type { Gateway } from './Gateway.ts'
import { searchSsdp } from './searchSsdp.ts'

/** Pages of routers are small; a larger one is none of a router. */
const MAX_PAGE_BYTES = 256 * 1024
const ANSWER_WITHIN_MS = 3000
const SERVICES: ReadonlySet<string> = new Set(
  ['WANIPConnection:1', 'WANIPConnection:2', 'WANPPPConnection:1', 'WANPPPConnection:2'].map(
    (name) => `urn:schemas-upnp-org:service:${name}`,
  ),
)
const ONLY_PERMANENT = 725

/**
 * Asks the router by UPnP (Internet Gateway Device).
 *
 * @param addresses ours on the local networks, which are asked.
 * @param gateway the default gateway's IPv4 address: nobody else is believed.
 * @returns null where it does not answer.
 */
export async function upnpGateway(
  addresses: readonly string[],
  gateway: string,
  search = searchSsdp,
): Promise<Gateway | null> {
  const location = await search(addresses, gateway)
  if (location === null) return null
  try {
    const control = await findControl(location)
    if (control === null) return null
    const outerAddress = valueOf(await call(control, 'GetExternalIPAddress', {}), 'NewExternalIPAddress')
    const client = await sourceAddress(location.hostname)
    return outerAddress === null ? null : makeRouter(control, outerAddress, client)
  } catch {
    return null
  }
}

interface Control {
  readonly url: URL
  readonly service: string
}

function makeRouter(control: Control, outerAddress: string, client: string): Gateway {
  const place = (protocol: 'tcp' | 'udp', port: number) => ({
    NewRemoteHost: '',
    NewExternalPort: port,
    NewProtocol: protocol.toUpperCase(),
  })
  return {
    outerAddress,
    async map(protocol, port, lifetimeSeconds) {
      const add = (lease: number) =>
        call(control, 'AddPortMapping', {
          ...place(protocol, port),
          NewInternalPort: port,
          NewInternalClient: client,
          NewEnabled: 1,
          NewPortMappingDescription: 'Hearth',
          NewLeaseDuration: lease,
        })
      try {
        await add(lifetimeSeconds)
      } catch (error) {
        // Such a router forgets nothing by itself: the mapping ends with hosting, or with the next start and end of it.
        if (!(error instanceof UpnpError) || error.code !== ONLY_PERMANENT) throw error
        await add(0)
      }
      return port
    },
    async unmap(protocol, port) {
      await call(control, 'DeletePortMapping', place(protocol, port))
    },
  }
}

class UpnpError extends Error {
  readonly code: number

  constructor(code: number) {
    super(`The router refuses (UPnP error ${code}).`)
    this.code = code
  }
}

async function findControl(location: URL): Promise<Control | null> {
  for (const block of elementsOf(await page(location, {}), 'service')) {
    const [service, path] = [valueOf(block, 'serviceType'), valueOf(block, 'controlURL')]
    if (service === null || !SERVICES.has(service)) continue
    if (path === null || !URL.canParse(path, location)) return null
    const url = new URL(path, location)
    // A router speaks for itself, not for another address.
    return url.origin === location.origin ? { url, service } : null
  }
  return null
}

async function call(
  { url, service }: Control,
  action: string,
  values: Readonly<Record<string, string | number>>,
): Promise<string> {
  const words = Object.entries(values).map(([name, value]) => `<${name}>${value}</${name}>`)
  const body = `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body><u:${action} xmlns:u="${service}">${words.join('')}</u:${action}></s:Body></s:Envelope>`
  const headers = { 'Content-Type': 'text/xml; charset="utf-8"', SOAPAction: `"${service}#${action}"` }
  return await page(url, { method: 'POST', headers, body })
}

async function page(url: URL, init: RequestInit): Promise<string> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS)
  const response = await fetch(url, { ...init, redirect: 'error', signal })
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MAX_PAGE_BYTES) throw new Error('The router answers without an end.')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString()
  if (!response.ok) throw new UpnpError(z.coerce.number().catch(0).parse(valueOf(text, 'errorCode')))
  return text
}
