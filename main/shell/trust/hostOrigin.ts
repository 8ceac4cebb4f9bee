/** A host that can show a certificate, as found in the base of an invite link. */
export interface HostOrigin {
  /** `https://192.168.1.20:8443`: what a pin belongs to. One host has one, however its address is spelled. */
  readonly origin: string
  /** Without the brackets of IPv6: as sockets and certificates want it. */
  readonly hostname: string
  readonly port: number
}

/** @returns null when the text is no address, or one of a host without a certificate. */
export function hostOrigin(base: string): HostOrigin | null {
  if (!URL.canParse(base)) return null
  const url = new URL(base)
  // A socket goes to the same host by the same certificate.
  if (url.protocol !== 'https:' && url.protocol !== 'wss:') return null
  if (url.username !== '' || url.password !== '') return null
  const hostname = hostnameOf(url.hostname)
  if (hostname === '') return null
  const port = url.port === '' ? 443 : Number(url.port)
  const host = hostname.includes(':') ? `[${hostname}]` : hostname
  return { origin: `https://${host}${port === 443 ? '' : `:${port}`}`, hostname, port }
}

/**
 * One spelling for each name and address: without the brackets of IPv6, without the dot that ends a full name, and IPv4
 * as such where IPv6 wraps it. Otherwise a second spelling of a known host would pass for a stranger without a pin.
 */
export function hostnameOf(written: string): string {
  const plain = written
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase()
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(plain) ?? []
  if (high === undefined || low === undefined) return plain
  const bytes = [high, low].flatMap((part) => {
    const value = Number.parseInt(part, 16)
    return [value >> 8, value & 255]
  })
  return bytes.join('.')
}
