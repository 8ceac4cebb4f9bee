/** Whether an IP address leads to this very computer; IPv4 may be written as IPv6 does it (`::ffff:127.0.0.1`). */
export function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\./.test(address) || address === '::1'
}
