import { z } from 'zod'
import { hostFailureSchema } from '../hostProcess/hostFailure.ts'
import { hostEndpointSchema } from '../hostEndpoint.ts'
import { MAX_OTHER_BASES } from '../inviteLink.ts'
import { contactsSchema, reachFactsSchema, wayFactsSchema } from './network.ts'
import { MAX_NEARBY, nearbyMeetingSchema } from '../nearbyMeeting.ts'
import { roomNameSchema } from '../names.ts'
import { outsideAccessStateSchema } from '../hostProcess/outsideAccess.ts'
import { policySchema } from './policy.ts'
import { batterySchema } from '../power.ts'
import { SETTING_KEYS, settingsChangeSchema, settingsSchema } from './settings.ts'
import { updateStateSchema } from './update.ts'

/**
 * What the app's window and its shell say to each other. It serves the shell only: hosting, trust, the screen
 * picker. A meeting itself goes over the WebSocket, in the app exactly as in a browser.
 */
const fingerprint = z.string().regex(/^[\w-]{43}$/)
const base = z.string().max(2048)

export const hostingStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('stopped') }),
  z.object({ state: z.literal('starting') }),
  z.object({
    state: z.literal('running'),
    /** Where this computer itself reaches its host: `https://127.0.0.1:8443/`. */
    base,
    fingerprint,
    /** Where others reach it, the likeliest first. Empty without a network. */
    places: z.array(hostEndpointSchema),
    /** False where no media worker runs: chat works, sound and pictures do not. */
    media: z.boolean(),
    /** Whether guests from outside the network get here. */
    outside: outsideAccessStateSchema,
  }),
  hostFailureSchema.extend({ state: z.literal('failed') }),
])
export type HostingState = z.infer<typeof hostingStateSchema>

const trustAnswerSchema = z.discriminatedUnion('trust', [
  /** The host showed the certificate that is pinned, or one that the system trusts. It is reached at `base`. */
  z.object({
    trust: z.literal('trusted'),
    base,
    /** More than a link stands behind it: a person's own word or an administrator's. */
    vouched: z.boolean().optional(),
  }),
  /** Never seen before and no fingerprint in the link: a person must compare. */
  z.object({ trust: z.literal('unknown'), fingerprint, words: z.string() }),
  /** Another certificate than the pinned one or the link's: do not connect. */
  z.object({
    trust: z.literal('changed'),
    expected: fingerprint,
    found: fingerprint,
    /** What was found stands in the link, and nobody was contacted. */
    inLink: z.literal(true).optional(),
  }),
  z.object({ trust: z.literal('unreachable') }),
])
export type TrustAnswer = z.infer<typeof trustAnswerSchema>

const screenSourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['screen', 'window']),
  /** A picture of it as a data: address; empty where there is none, as of a window that is minimised. */
  thumbnail: z.string(),
})
export type ScreenSource = z.infer<typeof screenSourceSchema>

const screenListSchema = z.object({
  sources: z.array(screenSourceSchema),
  /** Whether the computer's sound can be shared too. */
  sound: z.boolean(),
  /** False where the system asks the person each time that somebody looks: then nobody should look again and again. */
  live: z.boolean(),
})
export type ScreenList = z.infer<typeof screenListSchema>

const nearbyRowSchema = nearbyMeetingSchema.extend({
  /** The host's key is remembered: somebody at this computer has been there before. */
  known: z.boolean(),
})
export type NearbyRow = z.infer<typeof nearbyRowSchema>

/** The settings in force, and what an administrator has decided. */
const settingsViewSchema = z.object({
  settings: settingsSchema,
  policy: policySchema,
  /** Settings whose key for the whole system another program has. */
  taken: z.array(z.enum(SETTING_KEYS)),
})
export type SettingsView = z.infer<typeof settingsViewSchema>

/** What the desktop shows of the call that the window is in. */
const callFactsSchema = z.object({
  muted: z.boolean(),
  /** What is shared, by the ids of `screens.list`. */
  sharing: z.array(z.string().max(256)).max(16),
})
export type CallFacts = z.infer<typeof callFactsSchema>

/**
 * What a person wants of the window by the tray, by a key for the whole system, by a click on a notification, or by quitting
 * while the others go on.
 */
const desktopWishSchema = z.enum(['toggleMute', 'talk', 'stopSharing', 'stopHosting', 'leave', 'showPeople'])
export type DesktopWish = z.infer<typeof desktopWishSchema>

const nothing = z.object({})

/** What the window may ask of the shell: one channel each. */
export const ipcCalls = {
  /** Starts hosting, or answers with the running host. Progress comes by the event `hosting`. */
  'hosting.start': { params: z.object({ announce: z.boolean() }), result: hostingStateSchema },
  /** Stops hosting at once; the window has asked the person before. */
  'hosting.stop': { params: nothing, result: nothing },
  'hosting.status': { params: nothing, result: hostingStateSchema },
  /** How many people are in this computer's rooms: whom stopping would cut off. */
  'hosting.people': { params: nothing, result: z.object({ people: z.number().int() }) },
  /** Whether the local network is told of the rooms here. */
  'hosting.announce': { params: z.object({ on: z.boolean() }), result: nothing },
  /** How full this computer's battery is, while it hosts. */
  'hosting.battery': { params: batterySchema, result: nothing },
  /** Looks for meetings on the network until told otherwise. `allowed`: an admin has not switched that off. */
  'nearby.look': { params: z.object({ on: z.boolean() }), result: z.object({ allowed: z.boolean() }) },
  /** Looks whom the bases of one host really lead to, before anything is sent there; the first that fits is it. */
  'trust.check': {
    params: z.object({
      bases: z
        .array(base)
        .min(1)
        .max(MAX_OTHER_BASES + 1),
      fingerprint: fingerprint.nullable(),
      /** The fingerprint comes from an announcement on the network, which anybody can make. */
      announced: z.boolean(),
    }),
    result: trustAnswerSchema,
  },
  /** Forgets every host that was met. */
  'trust.forget': { params: nothing, result: nothing },
  /** Remembers a certificate for a host, after the person agreed. */
  'trust.pin': { params: z.object({ base, fingerprint }), result: nothing },
  /** Looks how the bases of one host can be reached from here. Takes up to five seconds. */
  'network.way': {
    params: z.object({
      bases: z
        .array(base)
        .min(1)
        .max(MAX_OTHER_BASES + 1),
    }),
    result: wayFactsSchema,
  },
  /** Looks whether the addresses that others are told lead to this computer's host. Takes up to five seconds. */
  'network.reach': { params: nothing, result: reachFactsSchema },
  /** Begins to watch whom the app is in touch with. */
  'network.watch': { params: nothing, result: nothing },
  /** Ends that. @returns who it was. */
  'network.contacts': { params: nothing, result: contactsSchema },
  /** Shows the page of a host that was trusted before in a window of its own: for hosts of another version. */
  'hostPage.open': {
    params: z.object({
      base,
      page: z.enum(['meeting', 'installers']),
      room: roomNameSchema,
      name: z.string().max(256),
    }),
    result: nothing,
  },
  'screens.list': { params: nothing, result: screenListSchema },
  /** Chooses what the window's next screen capture gets. */
  'screens.choose': { params: z.object({ id: z.string(), sound: z.boolean() }), result: nothing },
  /** The call began, changed or (null) ended. */
  'call.report': { params: z.object({ call: callFactsSchema.nullable() }), result: nothing },
  /** Brings the window to the front, from wherever it is. */
  'window.show': { params: nothing, result: nothing },
  /** Shows news of the meeting where another window is in front, unless the person wants none. */
  'call.notify': {
    params: z.object({
      title: z.string().max(256),
      text: z.string().max(10_000),
      /** What a click on it shows, besides the window. */
      leadsTo: z.literal('people').nullable(),
    }),
    result: nothing,
  },
  /** Asks the update feed, where one is set. */
  'update.check': { params: nothing, result: updateStateSchema },
  /** Fetches what it offers and installs it, if it was signed; takes as long as that does. */
  'update.install': { params: nothing, result: updateStateSchema },
  'settings.read': { params: nothing, result: settingsViewSchema },
  /** Sets some settings; refused as `managed` where an administrator has decided one of them. */
  'settings.change': { params: settingsChangeSchema, result: settingsViewSchema },
} as const
export type IpcCall = keyof typeof ipcCalls
export type IpcParams<C extends IpcCall> = z.infer<(typeof ipcCalls)[C]['params']>
export type IpcResult<C extends IpcCall> = z.infer<(typeof ipcCalls)[C]['result']>

/** What the shell tells the window. */
export const ipcEvents = {
  hosting: hostingStateSchema,
  /** All meetings that are announced on the network now. */
  nearby: z.object({ meetings: z.array(nearbyRowSchema).max(MAX_NEARBY) }),
  /**
   * Someone opened an invite link with the app, or started it with one. It has not been read yet; null: it was a file
   * that holds no invitation.
   */
  openLink: z.object({ link: z.string().nullable() }),
  /** The window was minimised or hidden, or came back. Until told otherwise, it can be seen. */
  windowSeen: z.object({ seen: z.boolean() }),
  desktop: z.object({ wish: desktopWishSchema }),
  /** The computer has just woken up. */
  woke: nothing,
  /** A setting has changed. */
  settings: settingsViewSchema,
} as const
export type IpcEvent = keyof typeof ipcEvents
export type IpcEventParams<E extends IpcEvent> = z.infer<(typeof ipcEvents)[E]>

/**
 * What the preload script puts on `window.hearth`: one function per channel, no generic send.
 * Results and events arrive unread: the platform's electron half reads them with the schemas above.
 */
export type HearthBridge = {
  readonly [C in IpcCall]: (params: IpcParams<C>) => Promise<unknown>
} & { readonly on: { readonly [E in IpcEvent]: (listener: (params: unknown) => void) => () => void } }
