import { isIPv6 } from 'node:net'
import type { Answer, DecodedPacket } from 'dns-packet'
import { type NearbyMeeting, nearbyMeetingSchema } from '../../protocol/nearbyMeeting.ts'
import { isLocalAddress } from '../network/lanInterfaces.ts'
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
 * @param isNear whether an address of the world's is in one of our own networks, as all of IPv6 may be.
 */
export function parseAnnouncements(
  { type, answers = [], additionals = [] }: DecodedPacket,
  from: string,
  isNear: (address: string) => boolean,
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
    meetings: told
      .filter(({ over }) => !over)
      .flatMap(({ id }) => meetingOf(id, records, from, isNear) ?? []),
    over: told.filter(({ over }) => over).map(({ id }) => id),
  }
}

function meetingOf(
  id: string,
  records: readonly Answer[],
  from: string,
  isNear: (address: string) => boolean,
): NearbyMeeting | null {
  const own = records.filter(({ name }) => name === instanceOf(id))
  const place = own.find((record) => record.type === 'SRV')?.data
  const texts = readTexts(own.find((record) => record.type === 'TXT')?.data)
  if (place === undefined || texts === null || texts.get('txtvers') !== '1') return null
  const addresses = records.flatMap((record) =>
    (record.type === 'A' || record.type === 'AAAA') && record.name === place.target
      ? [record.data].filter(isReachable)
      : [],
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
    bases: likeliestFirst.slice(0, MAX_BASES).map((address) => baseOf(address, place.port, path)),
    fingerprint: texts.get('key'),
  })
  if (!read.success) return null
  const { room, host } = read.data
  return room === texts.get('room') && host === texts.get('host') ? read.data : null

  function isReachable(address: string): boolean {
    return isLocalAddress(address) || (isIPv6(address) && !isUnlinkable(address) && isNear(address))
  }

  function rank(address: string): number {
    return address === from ? 0 : 1
  }
}

/** Addresses that count on one network cable only; a link has no room to say on which. */
function isUnlinkable(address: string): boolean {
  return /^fe[89ab]/i.test(address)
}

/** As a page's own address is written, so that the same ones look the same. */
function baseOf(address: string, port: number, path: string): string {
  return `${new URL(`https://${isIPv6(address) ? `[${address}]` : address}:${port}`).origin}${path}`
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
