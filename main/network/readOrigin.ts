export interface WebOrigin {
  /** As browsers write it: small letters, no default port. */
  readonly text: string
  readonly hostname: string
}

/** What a scheme and an authority are made of; no user, path or query. */
const ORIGIN = /^([a-z][a-z\d+.-]*):\/\/([\w.:[\]-]+)$/i
const WEB: ReadonlyMap<string, string> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['ws', 'http'],
  ['wss', 'https'],
])

/**
 * A web origin, however a browser or proxy has spelled it: capitals, the scheme's own port, a final dot, and `wss` for `https`
 * mean the same. Null for what is none.
 */
export function readOrigin(written: string): WebOrigin | null {
  const [, scheme = '', authority = ''] = ORIGIN.exec(written) ?? []
  if (authority === '') return null
  const web = WEB.get(scheme.toLowerCase())
  const text = `${web ?? scheme}://${authority}`
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const hostname = url.hostname.replace(/\.$/, '')
  if (hostname === '') return null
  // Node knows no origin of other schemes, such as the app's own.
  if (web === undefined) return { text: text.toLowerCase(), hostname }
  return { text: `${url.protocol}//${hostname}${url.port === '' ? '' : `:${url.port}`}`, hostname }
}
