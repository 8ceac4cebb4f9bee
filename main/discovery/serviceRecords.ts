import { isIPv6 } from 'node:net'
import type { Answer } from 'dns-packet'
import type { NearbyMeeting } from '../../protocol/nearbyMeeting.ts'

/** What Hearth is called in DNS-SD (RFC 6763). */
export const SERVICE = '_hearth._tcp.local'
/** Where tools ask which services there are (RFC 6763, §9). */
export const ALL_SERVICES = '_services._dns-sd._udp.local'

/** Seconds for which others may believe a record. Those who look at the list ask more often. */
export const RECORD_TTL = 120

/** Of a text in a TXT record, with its key and the equals sign before it. */
const MAX_TXT_BYTES = 255

/** What a host says of one of its rooms; the same on all its networks, but for the addresses. */
export type Announcement = Omit<NearbyMeeting, 'bases'> & {
  readonly port: number
  /** `/`, or the path below which the host serves. */
  readonly path: string
}

export interface ServiceRecords {
  readonly pointer: Answer
  /** What belongs to it: where the host is and what the meeting is called. */
  readonly details: readonly Answer[]
}

/** The name of a meeting's records. It says nothing, so that no name of a person's choosing gets into DNS. */
export function instanceOf(id: string): string {
  return `hearth-${id}.${SERVICE}`
}

/** The records of one meeting on the network where we have these addresses. @param ttl 0: it has ended. */
export function recordsOf(one: Announcement, addresses: readonly string[], ttl = RECORD_TTL): ServiceRecords {
  const instance = instanceOf(one.id)
  const target = `hearth-${one.id}.local`
  return {
    pointer: { type: 'PTR', name: SERVICE, ttl, data: instance },
    details: [
      { type: 'SRV', name: instance, ttl, flush: true, data: { port: one.port, target } },
      { type: 'TXT', name: instance, ttl, flush: true, data: txtOf(one) },
      ...addresses.map((data) => ({
        type: isIPv6(data) ? ('AAAA' as const) : ('A' as const),
        name: target,
        ttl,
        flush: true,
        data,
      })),
    ],
  }
}

function txtOf({ room, host, people, fingerprint, path, locked, password }: Announcement): string[] {
  const texts: readonly (readonly [string, string])[] = [
    ['txtvers', '1'],
    ['room', room],
    ['host', host],
    ['people', String(people)],
    ['key', fingerprint],
    ['path', path],
    ...(locked ? [['locked', '1'] as const] : []),
    ...(password ? [['password', '1'] as const] : []),
  ]
  return texts.map(([key, value]) => `${key}=${value}`)
}

/** Whether the names fit into their records: 64 of the largest letters do not. */
export function fits(one: Announcement): boolean {
  return txtOf(one).every((text) => Buffer.byteLength(text) <= MAX_TXT_BYTES)
}
