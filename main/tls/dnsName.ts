import { domainToASCII } from 'node:url'

const MAX_NAME = 253
/** Letters, digits and hyphens within; underscores, which names of Windows computers have and browsers accept. */
const LABEL = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/
const NUMBER = /^(?:\d+|0x[\da-f]*)$/

/**
 * What a computer's name is in DNS, and so in a certificate: `Büro` is `xn--bro-hoa` there, since a certificate holds ASCII
 * alone and browsers refuse it whole otherwise.
 *
 * @returns null where the name can be none: empty, too long, with spaces, or an IP address.
 */
export function dnsName(computer: string): string | null {
  // What would be read as the rest of an address is no part of a name.
  if (/[\s%/\\?#@:[\]]/.test(computer)) return null
  const name = domainToASCII(computer).replace(/\.$/, '')
  const labels = name.split('.')
  if (name.length > MAX_NAME || !labels.every((label) => LABEL.test(label))) return null
  return NUMBER.test(labels.at(-1) ?? '') ? null : name
}
