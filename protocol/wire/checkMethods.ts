import { z } from 'zod'
import { dtlsParametersSchema, transportSchema } from './media/media.ts'
import type { MethodTable } from './method.ts'

/**
 * What a client calls to find out, before a call, how media would get through to this host: over a transport that
 * carries nothing but a data channel, one at a time, for some seconds.
 */
export const checkMethods = {
  /**
   * Opens a transport that can be reached over one protocol only. An earlier one of this client's ends. `recv`: the
   * host's data comes over it once asked for; `send`: what the client sends over it is counted.
   */
  'check.open': {
    when: 'session',
    params: z.object({ protocol: z.enum(['udp', 'tcp']), direction: z.enum(['send', 'recv']) }),
    result: z.object({
      transport: transportSchema.extend({
        sctpParameters: z.object({
          port: z.number().int(),
          maxSendMessageSize: z.number().int(),
          maxReceiveMessageSize: z.number().int(),
        }),
      }),
      /** Both ends open the stream by its number; nothing is negotiated over it. */
      channel: z.object({ id: z.string(), dataProducerId: z.string(), streamId: z.number().int() }),
    }),
    right: null,
    rate: { burst: 8, perSecond: 0.2 },
  },
  /** Gives the client's DTLS parameters. */
  'check.connect': {
    when: 'session',
    params: z.object({ dtlsParameters: dtlsParametersSchema }),
    result: z.object({}),
    right: null,
    rate: { burst: 8, perSecond: 0.2 },
  },
  /** Asks for data over the channel, as much as gets through up to `checkBitrate`, for `checkFillMs`; once a transport. */
  'check.fill': {
    when: 'session',
    params: z.object({}),
    result: z.object({}),
    right: null,
    rate: { burst: 2, perSecond: 0.05 },
  },
  /** How many bytes have come in over the channel until `atMs`, on the host's clock. */
  'check.count': {
    when: 'session',
    params: z.object({}),
    result: z.object({ bytes: z.number().int().nonnegative(), atMs: z.number() }),
    right: null,
    rate: { burst: 10, perSecond: 1 },
  },
  /** Ends it. */
  'check.close': {
    when: 'session',
    params: z.object({}),
    result: z.object({}),
    right: null,
    rate: { burst: 10, perSecond: 1 },
  },
} as const satisfies MethodTable
