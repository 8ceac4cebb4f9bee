import { z } from 'zod'

const count = z.number().int().nonnegative()

/**
 * Why browsers show no page behind a certificate. `bad_name`: a name beyond plain ASCII; `no_names`: none in its
 * subjectAltName, where alone browsers look.
 */
export const certificateObjections = [
  'bad_name',
  'no_names',
  'not_yet_valid',
  'expired',
  'valid_too_long',
  'not_for_servers',
  'weak_key',
  'weak_signature',
] as const
export type CertificateObjection = (typeof certificateObjections)[number]

/** `GET health`: is this host able to hold meetings. */
export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  /**
   * Why it is degraded: it cannot carry sound and pictures, it holds somebody's back (docs/protocol.md, P-HOLD-1), or it
   * has none for newcomers (P-LOAD-2), or something is wrong with its certificate.
   */
  reason: z.enum(['no_media', 'media_held_back', 'media_full', 'certificate']).exactOptional(),
  version: z.string(),
  uptimeMs: z.number().nonnegative(),
  /** Milliseconds since 1970, on the host's clock. */
  time: z.number(),
  workers: z.object({ alive: z.number().int(), wanted: z.number().int() }),
  /** What keeps meetings beyond a restart. */
  storage: z.enum(['ok', 'failed', 'not configured']),
  /** What the host shows to browsers; null: a proxy does that for it. */
  certificate: z
    .object({
      /** Milliseconds since 1970. */
      expiresAt: z.number(),
      /** `not_read`: a new one cannot be read, and the last one stays in force; `refused`: by browsers, see `objections`. */
      problem: z.enum(['not_read', 'refused', 'expires_soon', 'expired']).nullable(),
      objections: z.array(z.enum(certificateObjections)),
    })
    .nullable(),
  rooms: z.number().int(),
  people: z.number().int(),
  /** About how many more people it can carry with sound and pictures; null: nothing was measured yet. */
  roomForMore: count.nullable(),
})
export type Health = z.infer<typeof healthSchema>

/** `GET rooms`: room name → how many people are in it. */
export const roomsSchema = z.record(z.string(), count)
export type Rooms = z.infer<typeof roomsSchema>

/** `GET metrics` as JSON: counted since the host was started, under the older server's names. */
export const metricsSchema = z.object({
  activeConnections: count,
  totalConnectionsCreated: count,
  totalConnectionsClosed: count,
  /** Frames that came in. */
  totalMessagesProcessed: count,
  totalChatMessages: count,
  totalTracksAdded: count,
  totalTracksRemoved: count,
  rooms: count,
  people: count,
  uptimeMs: z.number().nonnegative(),
  /** The media workers that live, the spare included. */
  workers: z.array(
    z.object({
      worker: count,
      /** User and system time since the worker was started. */
      cpuSeconds: z.number().nonnegative(),
      /** Resident now; the peak where the system tells no more. */
      memoryBytes: z.number().nonnegative(),
      /** Sounds and pictures that it sends to people now. */
      consumers: count,
    }),
  ),
  roomForMore: count.nullable(),
})
export type Metrics = z.infer<typeof metricsSchema>

/** Every error that HTTP answers with. */
export const restErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
