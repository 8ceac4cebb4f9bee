/** What is changed in the answers that the library writes in the host's name to our offers, by MID. */
export interface AnswerTuning {
  /** Voices that are to repeat themselves (RED, RFC 2198). */
  readonly repeated: ReadonlySet<string>
  /** Which sizes of a picture are sent now. */
  readonly sizes: ReadonlyMap<string, readonly { readonly rid: string; readonly active: boolean }[]>
  /** Below this the browser's estimate of our way does not fall, in kilobits per second; null: as the library says. */
  readonly least: number | null
}

/**
 * An answer that makes the browser send as it is to send now. The library writes each part as it was when that part was made,
 * and knows nothing of RED.
 *
 * @param offer ours, which names the browser's payload types.
 */
export function tuneAnswer(answer: string, offer: string, { repeated, sizes, least }: AnswerTuning): string {
  const offered = new Map(partsOf(offer).map((part) => [midOf(part), part]))
  return inParts(answer, (part) => {
    const mid = midOf(part)
    if (mid === null) return part
    const voice = repeated.has(mid) ? repeatFirst(part, offered.get(mid) ?? '') : part
    const now = sizes.get(mid)?.map(({ rid, active }) => (active ? rid : `~${rid}`))
    const sized = now ? voice.replace(/^(a=simulcast:recv ).*$/m, `$1${now.join(';')}`) : voice
    return least === null ? sized : sized.replaceAll(/(x-google-min-bitrate=)\d+/g, `$1${least}`)
  })
}

/** A description in which sound that repeats itself says that it repeats Opus: the library leaves that out. */
export function declareRed(description: string): string {
  return inParts(description, (part) => {
    const [red, opus] = [payloadType(part, 'red'), payloadType(part, 'opus')]
    return red === null || opus === null ? part : withLine(part, red, `a=fmtp:${red} ${opus}/${opus}`)
  })
}

/** The payload type by which this browser sends sound that repeats itself; null: it cannot. */
export function repeatedPayloadType(offer: string, mid: string): number | null {
  const part = partsOf(offer).find((one) => midOf(one) === mid)
  return part === undefined ? null : payloadType(part, 'red')
}

function repeatFirst(part: string, offered: string): string {
  const [red, opus] = [payloadType(offered, 'red'), payloadType(part, 'opus')]
  if (red === null || opus === null) return part
  // Browsers send the first of them that they know, where it is RED together with what it repeats.
  const listed = part.replace(/^(m=audio \S+ \S+) /, `$1 ${red} `)
  return listed.replace(
    /^(a=rtpmap:\d+ opus\S*)/im,
    `a=rtpmap:${red} red/48000/2\r\na=fmtp:${red} ${opus}/${opus}\r\n$1`,
  )
}

/** With this line behind what the payload type is, in place of what was said of its parameters. */
function withLine(part: string, type: number, line: string): string {
  const without = part.replaceAll(new RegExp(`^a=fmtp:${type} .*\\r\\n`, 'gm'), '')
  return without.replace(
    new RegExp(`^(a=rtpmap:${type} .*)$`, 'm'),
    (rtpmap) => `${rtpmap.trimEnd()}\r\n${line}`,
  )
}

function payloadType(part: string, codec: string): number | null {
  const found = new RegExp(`^a=rtpmap:(\\d+) ${codec}/48000/2`, 'im').exec(part)?.[1]
  return found === undefined ? null : Number(found)
}

function midOf(part: string): string | null {
  return /^a=mid:(\S+)/m.exec(part)?.[1] ?? null
}

/** The media sections; what stands before them belongs to none. */
function partsOf(description: string): string[] {
  return description.split(/^(?=m=)/m)
}

function inParts(description: string, change: (part: string) => string): string {
  return partsOf(description)
    .map((part) => (part.startsWith('m=') ? change(part) : part))
    .join('')
}
