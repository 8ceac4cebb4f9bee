import { z } from 'zod'
import { MAX_OTHER_BASES } from '../../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { foldText } from '../../../protocol/text/foldText.ts'
import { DEFAULT_CAPTURE, RESOLUTIONS } from '../../media/captureSettings.ts'
import { CODEC_CHOICES } from '../../media/codecPreference.ts'
import { BACKGROUNDS } from '../../media/effects/effectsState.ts'
import { SHARE_STYLES } from '../../media/screen/shareStyle.ts'

const deviceId = z.string().max(512).nullable()

const captureSchema = z.object({
  resolution: z.literal(RESOLUTIONS),
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  autoGainControl: z.boolean(),
  codec: z.enum(CODEC_CHOICES).catch(DEFAULT_CAPTURE.codec),
  shareStyle: z.enum(SHARE_STYLES).catch(DEFAULT_CAPTURE.shareStyle),
})

const preferencesSchema = z.object({
  name: z.string().max(256).catch(''),
  rooms: z
    .array(
      z.object({
        base: z.url().max(2048),
        room: roomNameSchema,
        fingerprint: z.string().max(64).nullable(),
        here: z.boolean(),
        others: z.array(z.url().max(2048)).max(MAX_OTHER_BASES).default([]),
        announced: z.boolean().default(false),
      }),
    )
    .max(50)
    .catch([]),
  shortcuts: z.boolean().catch(true),
  /** With what an invite link was last opened in this browser. */
  opensWith: z.enum(['browser', 'app']).catch('browser'),
  /** Whether meetings on the network are looked for, and whether ours are told of. */
  nearby: z.boolean().catch(true),
  announce: z.boolean().catch(true),
  reception: z.enum(['full', 'saver', 'audio']).catch('full'),
  stage: z
    .object({
      layout: z.enum(['gallery', 'speaker']),
      hideSelf: z.boolean(),
      hideWithoutVideo: z.boolean(),
    })
    .catch({ layout: 'gallery', hideSelf: false, hideWithoutVideo: false }),
  effects: z
    .object({ background: z.enum(BACKGROUNDS), suppressNoise: z.boolean() })
    .catch({ background: 'none', suppressNoise: false }),
  devices: z
    .object({
      microphone: z.boolean(),
      camera: z.boolean(),
      chosen: z.object({ microphone: deviceId, camera: deviceId, speaker: deviceId }),
      settings: captureSchema.catch(DEFAULT_CAPTURE),
    })
    .catch({
      microphone: true,
      camera: true,
      chosen: { microphone: null, camera: null, speaker: null },
      settings: DEFAULT_CAPTURE,
    }),
})
/** What this computer remembers between two visits. */
export type Remembered = z.infer<typeof preferencesSchema>

const KEY = 'hearth'
/** What fits below the form without scrolling. */
const MAX_ROOMS = 6

/**
 * The last name, rooms and devices, kept in the browser. Anything could stand there, so it is read by a schema,
 * and what does not fit is forgotten. A browser that keeps nothing is no error.
 */
export class Preferences {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage
  }

  read(): Remembered {
    const read = preferencesSchema.safeParse(this.#raw())
    return read.success ? read.data : preferencesSchema.parse({})
  }

  write(changes: Partial<Remembered>): void {
    try {
      this.#storage.setItem(KEY, JSON.stringify({ ...this.read(), ...changes }))
    } catch {
      // Full or forbidden, as in some private windows: the next visit begins anew.
    }
  }

  /** Puts a room at the head of the list. */
  visited(room: Remembered['rooms'][number]): void {
    const others = this.read().rooms.filter(
      (other) => other.base !== room.base || foldText(other.room) !== foldText(room.room),
    )
    this.write({ rooms: [room, ...others].slice(0, MAX_ROOMS) })
  }

  #raw(): unknown {
    try {
      return JSON.parse(this.#storage.getItem(KEY) ?? '{}')
    } catch {
      return {}
    }
  }
}
