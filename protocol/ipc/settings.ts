import { z } from 'zod'
import { parseIceServers } from '../hostProcess/outsideAccess.ts'

/** Lets one type `Control+Shift+M`, or a function key alone; a letter alone would be taken from every program. */
const KEY =
  /^(?:(?:(?:CommandOrControl|Control|Command|Alt|Shift|Super)\+)+(?:[A-Z0-9]|Space|F(?:[1-9]|1\d|2[0-4]))|F(?:[1-9]|1\d|2[0-4]))$/

/** A key for the whole system in Electron's spelling, as in `Control+Shift+M`; null: none. */
const systemKeySchema = z.string().max(64).regex(KEY).nullable()

/** The address of a feed's metadata. */
const updateFeedSchema = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .nullable()
const iceServersSchema = z
  .string()
  .max(4096)
  .refine((text) => parseIceServers(text) !== null)

/** What a person can set, with what holds until they do. A key that a file spells wrongly falls back alone. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Whether the system may show news of the meeting while another window is in front. */
  notifications: z.boolean().default(true),
  /** Closing the window during a call, or while this computer hosts, keeps both running. */
  closeToTray: z.boolean().default(true),
  /** With the computer's session, without a window. */
  startAtLogin: z.boolean().default(false),
  muteKey: systemKeySchema.default(null),
  talkKey: systemKeySchema.default(null),
  /** Where the app asks for updates, which are believed by their signature alone; null: nowhere. */
  updateFeed: updateFeedSchema.default(null),
  /** Whether the router is asked to lead people from outside to this computer while it hosts. */
  mapPorts: z.boolean().default(false),
  /** STUN and TURN servers for those who join meetings here, as `parseIceServers` reads them. */
  iceServers: iceServersSchema.default(''),
})
export type Settings = z.infer<typeof settingsSchema>
export type SettingKey = keyof Settings

export const SETTING_KEYS = Object.keys(settingsSchema.shape) as readonly SettingKey[]

/** Some of the settings, as a change or a file has them. Others are refused. */
export const settingsChangeSchema = z.strictObject({
  theme: settingsSchema.shape.theme.unwrap().optional(),
  notifications: z.boolean().optional(),
  closeToTray: z.boolean().optional(),
  startAtLogin: z.boolean().optional(),
  muteKey: systemKeySchema.optional(),
  talkKey: systemKeySchema.optional(),
  updateFeed: updateFeedSchema.optional(),
  mapPorts: z.boolean().optional(),
  iceServers: iceServersSchema.optional(),
})
export type SettingsChange = z.infer<typeof settingsChangeSchema>

export const defaultSettings: Settings = settingsSchema.parse({})
