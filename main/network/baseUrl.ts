import { isIPv6 } from 'node:net'

/** How a host serves. */
export interface Serving {
  readonly scheme: 'http' | 'https'
  /** `/`, or `/meet/`. */
  readonly pathPrefix: string
}

/** The base of a host at a name or an address, as links begin with it: `https://[fd00::20]:8443/`. */
export function baseUrl({ scheme, pathPrefix }: Serving, host: string, port: number): string {
  return `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${port}${pathPrefix}`
}
