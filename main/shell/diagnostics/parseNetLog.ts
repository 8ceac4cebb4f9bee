import { z } from 'zod'
import type { Contact } from '../../../protocol/ipc/network.ts'

/** What of Chromium's log is of use; it has dozens of other things in it. */
const netLogSchema = z.object({
  constants: z.object({ logEventTypes: z.record(z.string(), z.number()) }),
  events: z.array(
    z.object({
      type: z.number(),
      source: z.object({ id: z.number() }),
      params: z.object({ address: z.string(), host: z.string() }).partial().optional(),
    }),
  ),
})

/** Somebody to whom Chromium has opened a connection, sent a packet, or whose name it has looked up. */
export type Reached = Pick<Contact, 'place' | 'how'>

/**
 * Reads whom Chromium was in touch with from its own log of the network. A UDP socket that was only pointed somewhere, to
 * learn the way there, has reached nobody.
 *
 * @throws Error where it is no such log.
 */
export function parseNetLog(text: string): readonly Reached[] {
  const { constants, events } = netLogSchema.parse(JSON.parse(text))
  const types = constants.logEventTypes
  const pointedAt = new Map<number, string>()
  const reached = new Map<string, Reached>()
  const add = (how: Reached['how'], place: string | undefined) => {
    if (place !== undefined && place !== '') reached.set(`${how} ${place}`, { how, place })
  }
  for (const { type, source, params } of events) {
    switch (type) {
      case types['TCP_CONNECT_ATTEMPT']:
        add('tcp', params?.address)
        break
      case types['UDP_CONNECT']:
        if (params?.address !== undefined) pointedAt.set(source.id, params.address)
        break
      case types['UDP_BYTES_SENT']:
        add('udp', params?.address ?? pointedAt.get(source.id))
        break
      case types['HOST_RESOLVER_MANAGER_REQUEST']:
        add('name', nameOf(params?.host))
        break
      default:
    }
  }
  return [...reached.values()]
}

/** Older logs have `example.org:443` there, newer ones `https://example.org`. A number is not looked up. */
function nameOf(host: string | undefined): string | undefined {
  if (host === undefined) return undefined
  const url = URL.parse(host.includes('://') ? host : `https://${host}`)
  const isNumber = url !== null && (/^[\d.]+$/.test(url.hostname) || url.hostname.startsWith('['))
  return url === null || isNumber ? undefined : url.hostname
}
