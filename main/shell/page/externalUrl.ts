const MAX_LENGTH = 4096

/** Schemes that a browser or a mail program opens. Others start programs (`file:`, `ms-…:`, `smb:`). */
export type OutsideScheme = 'https:' | 'http:' | 'mailto:'
const all: readonly OutsideScheme[] = ['https:', 'http:', 'mailto:']

/** One address as people write it. Quotes and brackets get a meaning of their own on the way to some mail programs. */
const MAIL_ADDRESS = /^[\w.!#$%&*+=?^{|}~-]{1,64}@[\p{L}\p{N}.-]{1,255}$/u

/**
 * The address to hand to the person's own browser or mail program when a page opens a link, or null. A name before `@`
 * makes a link look like another one, and some mail programs attach files that a link names.
 */
export function externalUrl(address: string, schemes: readonly OutsideScheme[] = all): string | null {
  if (address.length > MAX_LENGTH || !URL.canParse(address)) return null
  const url = new URL(address)
  const scheme = schemes.find((one) => one === url.protocol)
  if (scheme === undefined || url.username !== '' || url.password !== '') return null
  return scheme === 'mailto:' ? mailLink(url) : url.href
}

/** Made anew of what is understood: addresses, a subject and a text. Anything beside them refuses the whole link. */
function mailLink(url: URL): string | null {
  const to = decoded(url.pathname)?.split(',') ?? ['']
  if (!to.every((one) => MAIL_ADDRESS.test(one))) return null
  const fields: string[] = []
  for (const pair of url.search === '' ? [] : url.search.slice(1).split('&')) {
    const [, name = '', value = ''] = /^(subject|body)=(.*)$/i.exec(pair) ?? []
    const text = decoded(value)
    // A line break ends a header, and the next line would be another one.
    if (name === '' || text === null || (name.toLowerCase() === 'subject' && /\p{Cc}/u.test(text)))
      return null
    fields.push(`${name.toLowerCase()}=${encoded(text)}`)
  }
  const addresses = to.map((one) => encoded(one).replace('%40', '@')).join(',')
  return `mailto:${addresses}${fields.length === 0 ? '' : `?${fields.join('&')}`}`
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Quotes too, which `encodeURIComponent` leaves alone. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*!]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
}
