import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { isLoopback } from '../../network/isLoopback.ts'
import { canonicalAddress } from '../../network/canonicalAddress.ts'
import { readOrigin } from '../../network/readOrigin.ts'
import { isAddress, type KnownNames } from '../client/admission/knownNames.ts'
import { trustedProxies } from './trustedProxies.ts'

/** Who asks, and under which name this host was asked. Behind a proxy that is trusted: as the proxy tells it. */
export interface Caller {
  /** IP address; empty where the connection is gone already. */
  readonly address: string
  /** Of the pages that this host serves to this caller: `https://meet.example.org`. Empty for a host with odd letters. */
  readonly origin: string
  /** Whether it is a program on this very computer, and nobody whom a proxy or a web page may have sent. */
  readonly local: boolean
  /** Whether it was asked under a name that this host does not go by. */
  readonly misdirected: boolean
}

export interface CallerResolverOptions {
  /** Addresses and ranges of the proxies whose word is believed. */
  readonly trusted: readonly string[]
  /** What the host itself speaks. With plain http, whoever connects may be a proxy. */
  readonly scheme: 'http' | 'https'
  /** The names that the host answers to; null: a browser has compared the name with a certificate. */
  readonly names: KnownNames | null
  /** Called once, when a proxy on this computer speaks for others and is not among those trusted. */
  readonly onUntrusted: () => void
}

/** Makes what tells the caller of a request, be it for a page or for a WebSocket. */
export function callerResolver({
  trusted,
  scheme,
  names,
  onUntrusted,
}: CallerResolverOptions): (request: IncomingMessage) => Caller {
  const isProxy = trustedProxies(trusted)
  let warned = false

  return ({ socket, headers }) => {
    const direct = canonicalAddress(socket.remoteAddress ?? '')
    const asked = readOrigin(`${scheme}://${headers.host}`)
    // Browsers always send the name; what checks a server's health may leave it out.
    const known = headers.host === undefined || (asked !== null && (names?.asked(asked.hostname) ?? true))
    if (!isProxy(direct)) {
      const own = isLoopback(direct) || direct === canonicalAddress(socket.localAddress ?? '')
      const forwarded = isForwarded(headers)
      if (own && forwarded && !warned) {
        warned = true
        onUntrusted()
      }
      // A proxy that passes everything on as its own would make everybody local.
      const local = own && !forwarded && scheme === 'https' && hasNoDomain(asked?.hostname)
      return { address: direct, origin: asked?.text ?? '', local, misdirected: !known }
    }
    const chain = listed(headers['x-forwarded-for'])
    const address = furthest(direct, chain, isProxy)
    const hosts = listed(headers['x-forwarded-host'])
    const [host = headers.host] = hosts
    const [proto = scheme] = listed(headers['x-forwarded-proto'])
    const origin = readOrigin(`${/^(?:http|ws)s?$/i.test(proto) ? proto : scheme}://${host}`)
    const named = host === undefined || (origin !== null && (names?.forwarded(origin.hostname) ?? true))
    // Who may write the forwarded headers is a page as well, one that calls this computer by a name of its own. It cannot
    // choose the name with which we are asked.
    const local =
      chain.length > 0 &&
      isLoopback(address) &&
      [headers.host, ...hosts].every((name) => hasNoDomain(readOrigin(`${scheme}://${name}`)?.hostname))
    return { address, origin: origin?.text ?? '', local, misdirected: !known || !named }
  }
}

/** The nearest address that is no proxy of ours: anybody can write the ones before it. */
function furthest(
  direct: string,
  forwarded: readonly string[],
  isProxy: (address: string) => boolean,
): string {
  let address = direct
  for (const entry of forwarded.toReversed()) {
    const next = canonicalAddress(entry.replace(/^\[(.+)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1'))
    if (isIP(next) === 0) break
    address = next
    if (!isProxy(next)) break
  }
  return address
}

/** A proxy that nobody told us to trust says by these that it speaks for somebody else. */
function isForwarded(headers: IncomingMessage['headers']): boolean {
  const names = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']
  return names.some((name) => headers[name] !== undefined)
}

/** Whether no page can have made this name lead here. */
function hasNoDomain(hostname: string | undefined): boolean {
  return hostname === 'localhost' || (hostname !== undefined && isAddress(hostname))
}

function listed(header: string | string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
