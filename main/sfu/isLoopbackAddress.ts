/** Whether an address that we listen on leads to this very computer alone. */
export function isLoopbackAddress(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}
