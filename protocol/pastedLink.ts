import { MAX_LINK_LENGTH, parseInviteLink } from './inviteLink.ts'
import { cleanText } from './text/cleanText.ts'

/** Of a longer text, the beginning is looked at. */
const MAX_TEXT = 4 * MAX_LINK_LENGTH
const MAX_LINKS = 20
/** A mail program breaks a link every 76 letters. */
const MAX_LINES = 12

const SCHEME = /(?:https?|hearth):\/\//gi
const ROOM = '/?room='
/** What stands in no link. */
const STOP = /[\s<>"“”„«»|\\^`{}]/u
const ADDRESS_LETTER = /[\w.:[\]-]/
/** Longer than any address. */
const MAX_ADDRESS = 256

/**
 * Finds the invite link in what people paste: the whole invitation, a link in brackets or quotes, with a full stop behind it,
 * broken into lines by a mail program, or escaped by a page.
 *
 * @returns the link as it was before all that: the first with a room, else the first; null where there is none. It may still be
 *   a wrong one.
 */
export function pastedLink(text: string): string | null {
  const clean = cleanText(text.slice(0, MAX_TEXT).toWellFormed())
  const starts = [...clean.matchAll(SCHEME)].slice(0, MAX_LINKS).map(({ index }) => index)
  if (starts.length === 0) return withoutScheme(clean)
  const links = starts.map((start, index) => linkAt(clean.slice(start, starts[index + 1])))
  const read = links.map((link) => ({ link, answer: parseInviteLink(link) }))
  const best =
    read.find(({ answer }) => answer.ok && answer.link.room !== null) ?? read.find(({ answer }) => answer.ok)
  return best?.link ?? links[0] ?? null
}

/** Chat programs and people leave the scheme away. */
function withoutScheme(text: string): string | null {
  if (text.includes('://')) return text.trim()
  const at = text.indexOf(ROOM)
  if (at < 0) return null
  let start = at
  while (start > 0 && at - start < MAX_ADDRESS && ADDRESS_LETTER.test(text.charAt(start - 1))) start -= 1
  return linkAt(`https://${text.slice(start)}`)
}

function linkAt(text: string): string {
  const [first = '', ...more] = text.split(/\r?\n/, MAX_LINES)
  let { word: link, alone } = firstWord(first)
  for (const line of more) {
    if (!alone) break
    const next = firstWord(line.replace(/^[>\s]+/, ''))
    if (!goesOn(link, next.word)) break
    link += next.word
    alone = next.alone
  }
  return mended(link)
}

/** The beginning of a line up to the first letter that stands in no link, and whether that is all of it. */
function firstWord(line: string): { readonly word: string; readonly alone: boolean } {
  const end = line.trimEnd().search(STOP)
  return end < 0 ? { word: line.trimEnd(), alone: true } : { word: line.slice(0, end), alone: false }
}

/** Whether a link was broken where its line ends. */
function goesOn(link: string, next: string): boolean {
  if (next === '') return false
  if (/(?:[?&=#]|#f)$/.test(link) || /^[?&#]\w/.test(next)) return true
  if (!link.includes('?') && next.includes('?room=')) return true
  if (!link.includes('#') && next.includes('#fp=')) return true
  if (link.includes('&at=') && /^[\d.,:a-f[\]]+$/i.test(next)) return true
  const answer = parseInviteLink(mended(link))
  return !answer.ok && answer.problem === 'bad_fingerprint'
}

/** Takes away what pages and chat programs have done to a link. */
function mended(link: string): string {
  const plain = withFragment(link.replaceAll(/&(?:amp;)+/gi, '&'))
  // Of what marks bold and italic letters, the fingerprint may have some itself.
  return withoutPunctuation(plain).replace(/(#fp=[\w-]{43})_+$/, '$1')
}

/** What stands behind `#` is lost where that was escaped as well. */
function withFragment(link: string): string {
  const at = link.search(/%23fp(?:=|%3d)/i)
  if (at < 0 || link.includes('#')) return link
  const rest = link.slice(at).replaceAll(/%(23|26|2c|3a|3d|5b|5d)/gi, (escape) => decodeURIComponent(escape))
  return link.slice(0, at) + rest
}

/** Of every script: `،`, `।`, `։`, `。`. What a link of ours may end in is none; brackets that close are counted. */
const PUNCTUATION = /[[\p{P}~]--[\-_\/\x26%#@\)\]]]/v
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[' }

function withoutPunctuation(link: string): string {
  let end = link.length
  for (; end > 0; end -= 1) {
    const last = link.charAt(end - 1)
    const opening = BRACKETS[last]
    const closes =
      opening !== undefined && count(link.slice(0, end), opening) < count(link.slice(0, end), last)
    if (!PUNCTUATION.test(last) && !closes) break
  }
  return link.slice(0, end)
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1
}
