import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { isLoopback } from '../network/isLoopback.ts'
import { plainAddress } from '../network/plainAddress.ts'
import { trustedProxies } from './trustedProxies.ts'

/** Who asks, and under which name this host was asked. Behind a proxy that is trusted: as the proxy tells it. */
export interface Caller {
  /** IP address; empty where the connection is gone already. */
  readonly address: string
  /** Of the pages that this host serves to this caller: `https://meet.example.org`. Empty for a host with odd letters. */
  readonly origin: string
  /** Whether it is a program on this very computer, and nobody whom a proxy or a web page may have sent. */
  readonly local: boolean
}

export interface ReadCallersOptions {
  /** Addresses and ranges of the proxies whose word is believed. */
  readonly trusted: readonly string[]
  /** What the host itself speaks. */
  readonly scheme: 'http' | 'https'
  /** Called once, when a proxy on this computer speaks for others and is not among those trusted. */
  readonly onUntrusted: () => void
}

/** Makes what tells the caller of a request, be it for a page or for a WebSocket. */
export function readCallers({
  trusted,
  scheme,
  onUntrusted,
}: ReadCallersOptions): (request: IncomingMessage) => Caller {
  const isProxy = trustedProxies(trusted)
  let warned = false

  return ({ socket, headers }) => {
    const direct = plainAddress(socket.remoteAddress ?? '')
    if (!isProxy(direct)) {
      const host = headers.host ?? ''
      const own = isLoopback(direct) || direct === plainAddress(socket.localAddress ?? '')
      const forwarded = isForwarded(headers)
      if (own && forwarded && !warned) {
        warned = true
        onUntrusted()
      }
      const local = own && !forwarded && hasNoDomain(host)
      return { address: direct, origin: originOf(scheme, host), local }
    }
    const address = furthest(direct, listed(headers['x-forwarded-for']), isProxy)
    const host = listed(headers['x-forwarded-host'])[0] ?? headers.host ?? ''
    const proto = listed(headers['x-forwarded-proto'])[0]
    const local = isLoopback(address) && hasNoDomain(host)
    return { address, origin: originOf(proto === 'https' || proto === 'http' ? proto : scheme, host), local }
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
    const next = plainAddress(entry.replace(/^\[(.+)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1'))
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

/**
 * A web page can make its own domain name lead to this computer and would then ask as if from here. It cannot do so
 * with an address or with `localhost`.
 */
function hasNoDomain(host: string): boolean {
  const name = host.replace(/:\d+$/, '')
  return name === 'localhost' || isIP(name.replaceAll(/^\[|\]$/g, '')) !== 0
}

function originOf(scheme: string, host: string): string {
  return /^[\w.:[\]-]+$/.test(host) ? `${scheme}://${host}`.toLowerCase() : ''
}

function listed(header: string | string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
