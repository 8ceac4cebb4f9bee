/** Where a host takes WebSockets. @param base of the host, ending in a slash. */
export function signalUrl(base: string): string {
  const url = new URL('signal', base)
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:'
  return url.href
}
