/** Node writes an IPv4 client of an IPv6 socket as `::ffff:192.0.2.1`. */
export function canonicalAddress(address: string): string {
  return address.replace(/^::ffff:(?=[\d.]+$)/i, '')
}
