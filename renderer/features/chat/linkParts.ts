import { LinkifyIt } from 'linkify-it'

/** A piece of a message: words, or words that lead somewhere. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

/** Where a link of a stranger may lead; `javascript:`, `file:` and the like stay words. */
const SCHEMES = ['http:', 'https:', 'mailto:']

const finder = new LinkifyIt()
// Only what is written as an address becomes one: a bare "readme.md" is more often a file than a site.
finder.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false })
finder.add('ftp:', null).add('//', null)

function isSafe(href: string): boolean {
  return URL.canParse(href) && SCHEMES.includes(new URL(href).protocol)
}

/** Cuts a text into words and links. All parts together are the text, letter by letter. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of finder.match(text) ?? []) {
    if (!isSafe(match.url)) continue
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push({ kind: 'link', text: text.slice(match.index, match.lastIndex), href: match.url })
    end = match.lastIndex
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}
