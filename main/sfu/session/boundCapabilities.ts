import type { RtpCapabilities } from '../../../protocol/wire/media/media.ts'

/** More spellings of one codec than any browser has: H.264 in all its profiles, and what sends each of them again. */
const MOST_OF_A_KIND = 16

/**
 * What matters here of what a client says it can receive: codecs and header extensions that this host knows, each once. Every
 * track that somebody receives is compared with all of it, so that a long list would cost the host much.
 */
export function boundCapabilities(said: RtpCapabilities, known: RtpCapabilities): RtpCapabilities {
  const mimeTypes = new Set(known.codecs.map(({ mimeType }) => mimeType.toLowerCase()))
  const uris = new Set(known.headerExtensions.map(({ uri }) => uri))
  const counts = new Map<string, number>()
  const codecs = once(said.codecs).filter(({ mimeType }) => {
    const name = mimeType.toLowerCase()
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return mimeTypes.has(name) && count <= MOST_OF_A_KIND
  })
  const headerExtensions = said.headerExtensions.filter(
    ({ kind, uri }, index, all) =>
      uris.has(uri) && all.findIndex((other) => other.kind === kind && other.uri === uri) === index,
  )
  return { codecs, headerExtensions }
}

function once<Codec extends RtpCapabilities['codecs'][number]>(codecs: readonly Codec[]): Codec[] {
  const seen = new Set<string>()
  return codecs.filter(({ preferredPayloadType: _number, ...codec }) => {
    const text = JSON.stringify(codec)
    return !seen.has(text) && seen.add(text)
  })
}
