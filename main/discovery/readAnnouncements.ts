import type { Answer, DecodedPacket } from 'dns-packet'
import { type NearbyMeeting, nearbyMeetingSchema } from '../../protocol/nearby.ts'
import { isLocalAddress } from './lanInterfaces.ts'
import { instanceOf, SERVICE } from './serviceRecords.ts'

export interface Heard {
  readonly meetings: readonly NearbyMeeting[]
  /** Ids of meetings that are over. */
  readonly over: readonly string[]
}

/** More than fit into a packet of ours. */
const MAX_POINTERS = 20
const MAX_BASES = 4
const INSTANCE = /^hearth-([\w-]{8})\._hearth\._tcp\.local$/
const PATH = /^\/(?:[\w~-][\w.~-]*\/)*$/
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * What a packet says of meetings. Whatever is not exactly as we would say it ourselves is left out: names with hidden
 * letters, numbers that are none, addresses that belong to no local network.
 *
 * @param from who sent it: the likeliest address of its host.
 */
export function readAnnouncements(
  { type, answers = [], additionals = [] }: DecodedPacket,
  from: string,
): Heard {
  if (type !== 'response') return { meetings: [], over: [] }
  const records = [...answers, ...additionals]
  const pointers = records.flatMap((record) => {
    if (record.type !== 'PTR' || record.name.toLowerCase() !== SERVICE) return []
    const id = INSTANCE.exec(record.data)?.[1]
    return id === undefined ? [] : [{ id, over: record.ttl === 0 }]
  })
  const told = pointers.slice(0, MAX_POINTERS)
  return {
    meetings: told.filter(({ over }) => !over).flatMap(({ id }) => meetingOf(id, records, from) ?? []),
    over: told.filter(({ over }) => over).map(({ id }) => id),
  }
}

function meetingOf(id: string, records: readonly Answer[], from: string): NearbyMeeting | null {
  const own = records.filter(({ name }) => name === instanceOf(id))
  const place = own.find((record) => record.type === 'SRV')?.data
  const texts = readTexts(own.find((record) => record.type === 'TXT')?.data)
  if (place === undefined || texts === null || texts.get('txtvers') !== '1') return null
  const addresses = records.flatMap((record) =>
    record.type === 'A' && record.name === place.target && isLocalAddress(record.data) ? [record.data] : [],
  )
  const likeliestFirst = [...new Set(addresses)].toSorted((one, other) => rank(one) - rank(other))
  const path = texts.get('path') ?? '/'
  if (!PATH.test(path)) return null
  const read = nearbyMeetingSchema.safeParse({
    id,
    room: texts.get('room'),
    host: texts.get('host'),
    people: /^\d{1,4}$/.test(texts.get('people') ?? '') ? Number(texts.get('people')) : null,
    locked: texts.get('locked') === '1',
    password: texts.get('password') === '1',
    bases: likeliestFirst.slice(0, MAX_BASES).map((address) => `https://${address}:${place.port}${path}`),
    fingerprint: texts.get('key'),
  })
  return read.success ? read.data : null

  function rank(address: string): number {
    return address === from ? 0 : 1
  }
}

/** @returns null where it is no list of texts. */
function readTexts(data: unknown): Map<string, string> | null {
  if (!Array.isArray(data)) return null
  const texts = new Map<string, string>()
  for (const entry of data as unknown[]) {
    if (!Buffer.isBuffer(entry)) return null
    let text: string
    try {
      text = utf8.decode(entry)
    } catch {
      return null
    }
    const at = text.indexOf('=')
    // The first of several with the same key counts (RFC 6763, §6.4).
    if (at > 0 && !texts.has(text.slice(0, at))) texts.set(text.slice(0, at), text.slice(at + 1))
  }
  return texts
}
