const MAX_LENGTH = 4096
const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:'])

/**
 * The address to hand to the person's own browser or mail program when the page opens a link, or null. Other
 * schemes start programs (`file:`, `ms-…:`, `smb:`), and a name before `@` makes a link look like another one.
 */
export function outsideLink(address: string): string | null {
  if (address.length > MAX_LENGTH || !URL.canParse(address)) return null
  const url = new URL(address)
  if (!schemes.has(url.protocol) || url.username !== '' || url.password !== '') return null
  return url.href
}
