import { z } from 'zod'

/** The counters of one stream of packets at one moment: what has been received or sent of a track since it began. */
export interface StreamSample {
  /** The same for the same stream at every moment. */
  readonly key: string
  /** The browser's own id of the track. */
  readonly track: string
  readonly direction: 'received' | 'sent'
  readonly kind: 'audio' | 'video'
  /** Milliseconds, on the browser's own clock. */
  readonly atMs: number
  readonly bytes: number
  readonly packets: number
  readonly lost: number
  readonly jitterMs: number | null
  /** As measured with this very stream; null where only the connection's is known. */
  readonly roundTripMs: number | null
  readonly width: number | null
  readonly height: number | null
  readonly framesPerSecond: number | null
  /** Such as `VP8`. */
  readonly codec: string | null
  /** Of one that is sent in several sizes: which, and how it is made up of temporal layers. */
  readonly layer: string | null
  /** Why less is sent than could be: `cpu`, `bandwidth`, `other` or `none`. */
  readonly limitation: string | null
  /** Samples of sound that had to be made up, pauses not counted, of all that were played. */
  readonly concealed: number
  readonly samples: number
  readonly freezes: number
  readonly frozenMs: number
}

export interface ConnectionSample {
  readonly streams: readonly StreamSample[]
  /** All bytes on the wire, also those of nobody's media. */
  readonly receivedBytes: number
  readonly sentBytes: number
  readonly roundTripMs: number | null
}

const number = z.number().optional()
const text = z.string().optional()

const entrySchema = z.object({
  ...{ id: z.string(), type: z.string(), timestamp: z.number() },
  ...{ kind: text, ssrc: number, rid: text, active: z.boolean().optional(), scalabilityMode: text },
  ...{ trackIdentifier: text, mediaSourceId: text, codecId: text, mimeType: text, remoteId: text },
  ...{ bytesReceived: number, bytesSent: number, packetsReceived: number, packetsSent: number },
  ...{ packetsLost: number, jitter: number, roundTripTime: number },
  ...{ selectedCandidatePairId: text, currentRoundTripTime: number },
  ...{ frameWidth: number, frameHeight: number, framesPerSecond: number, qualityLimitationReason: text },
  ...{ concealedSamples: number, silentConcealedSamples: number, totalSamplesReceived: number },
  ...{ freezeCount: number, totalFreezesDuration: number },
})
type Entry = z.infer<typeof entrySchema>
type Entries = ReadonlyMap<string, Entry>

/**
 * Reads what the browser has counted on one connection. An entry in a form that we do not know is left out:
 * browsers differ in what they tell.
 */
export function readStats(report: Iterable<readonly [string, unknown]>): ConnectionSample {
  const entries = new Map<string, Entry>()
  for (const [, raw] of report) {
    const read = entrySchema.safeParse(raw)
    if (read.success) entries.set(read.data.id, read.data)
  }
  const all = [...entries.values()]
  const transport = all.find(({ type }) => type === 'transport')
  const pair = entries.get(transport?.selectedCandidatePairId ?? '')
  return {
    streams: all.flatMap((entry) => {
      if (entry.type === 'inbound-rtp') return received(entry, entries)
      if (entry.type === 'outbound-rtp') return sent(entry, entries)
      return []
    }),
    receivedBytes: transport?.bytesReceived ?? 0,
    sentBytes: transport?.bytesSent ?? 0,
    roundTripMs: toMs(pair?.currentRoundTripTime),
  }
}

function received(entry: Entry, entries: Entries): StreamSample[] {
  const { trackIdentifier: track, concealedSamples = 0, silentConcealedSamples = 0 } = entry
  if (track === undefined) return []
  return [
    {
      ...common(entry, entries),
      track,
      key: `received ${track} ${entry.ssrc ?? ''}`,
      direction: 'received',
      bytes: entry.bytesReceived ?? 0,
      packets: entry.packetsReceived ?? 0,
      lost: entry.packetsLost ?? 0,
      jitterMs: toMs(entry.jitter),
      roundTripMs: null,
      layer: entry.scalabilityMode ?? null,
      limitation: null,
      concealed: Math.max(0, concealedSamples - silentConcealedSamples),
      samples: entry.totalSamplesReceived ?? 0,
    },
  ]
}

/** A layer that is turned off, or without a track, sends nothing that could be told. */
function sent(entry: Entry, entries: Entries): StreamSample[] {
  const track = entries.get(entry.mediaSourceId ?? '')?.trackIdentifier
  if (track === undefined || entry.active === false) return []
  // How it arrives only the other end knows; it says so from time to time.
  const remote = entries.get(entry.remoteId ?? '')
  const layer = [entry.rid, entry.scalabilityMode].filter((part) => part !== undefined).join(' ')
  return [
    {
      ...common(entry, entries),
      track,
      key: `sent ${track} ${entry.ssrc ?? ''}`,
      direction: 'sent',
      bytes: entry.bytesSent ?? 0,
      packets: entry.packetsSent ?? 0,
      lost: remote?.packetsLost ?? 0,
      jitterMs: toMs(remote?.jitter),
      roundTripMs: toMs(remote?.roundTripTime),
      layer: layer === '' ? null : layer,
      limitation: entry.qualityLimitationReason ?? null,
      concealed: 0,
      samples: 0,
    },
  ]
}

function common(entry: Entry, entries: Entries) {
  const mimeType = entries.get(entry.codecId ?? '')?.mimeType
  return {
    kind: entry.kind === 'video' ? ('video' as const) : ('audio' as const),
    atMs: entry.timestamp,
    width: entry.frameWidth ?? null,
    height: entry.frameHeight ?? null,
    framesPerSecond: entry.framesPerSecond ?? null,
    codec: mimeType?.split('/').at(-1) ?? null,
    freezes: entry.freezeCount ?? 0,
    frozenMs: (entry.totalFreezesDuration ?? 0) * 1000,
  }
}

function toMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1000
}
