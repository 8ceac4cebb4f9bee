import { LinkifyIt } from 'linkify-it'

/** A piece of a message: words, or words that lead somewhere. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'link'
      readonly text: string
      readonly href: string
      /** Where it really leads, if the words could be read otherwise; null: as they say. */
      readonly host: string | null
    }

/** Where a link of a stranger may lead; `javascript:`, `file:` and the like stay words. */
const SCHEMES = ['http:', 'https:', 'mailto:']

const finder = new LinkifyIt()
// Only what is written as an address becomes one: a bare "readme.md" is more often a file than a site.
finder.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false })
finder.add('ftp:', null).add('//', null)

function isSafe(href: string): boolean {
  return URL.canParse(href) && SCHEMES.includes(new URL(href).protocol)
}

/** The host as the browser looks it up, where a letter of another script, a number or a name before `@` stands for it. */
function hiddenHost(words: string, href: string): string | null {
  const { hostname, username, protocol } = new URL(href)
  if (protocol === 'mailto:') return null
  return username === '' && words.toLowerCase().includes(hostname) ? null : hostname
}

/** Cuts a text into words and links. All parts together are the text, letter by letter. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of finder.match(text) ?? []) {
    if (!isSafe(match.url)) continue
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    const words = text.slice(match.index, match.lastIndex)
    parts.push({ kind: 'link', text: words, href: match.url, host: hiddenHost(words, match.url) })
    end = match.lastIndex
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}
