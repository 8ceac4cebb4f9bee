/** A host that can show a certificate, as found in the base of an invite link. */
export interface HostAddress {
  /** `https://192.168.1.20:8443`: what a pin belongs to. */
  readonly origin: string
  /** Without the brackets of IPv6: as sockets and certificates want it. */
  readonly hostname: string
  readonly port: number
}

/** @returns null when the text is no address, or one of a host without a certificate. */
export function hostAddress(base: string): HostAddress | null {
  if (!URL.canParse(base)) return null
  const url = new URL(base)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hostname === '')
    return null
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return { origin: url.origin, hostname, port: url.port === '' ? 443 : Number(url.port) }
}
