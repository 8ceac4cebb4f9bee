import { z } from 'zod'

/**
 * What an adapter is for. `lan`: a network that others are on. `tunnel`: a VPN. `virtual`: made for containers or machines on
 * this computer. `unassigned`: a network that has given it no address, so that it took one itself.
 */
const adapterKindSchema = z.enum(['lan', 'tunnel', 'virtual', 'unassigned'])
export type AdapterKind = z.infer<typeof adapterKindSchema>

/**
 * What became of an attempt to connect. `refused`: the computer is there, nobody listens. `swallowed`: not a word came back.
 * `unreachable`: the system or a router says that there is no way, or no such neighbour. `nameless`: its name is not known.
 */
const tcpAnswerSchema = z.enum(['answered', 'refused', 'swallowed', 'unreachable', 'nameless'])
export type TcpAnswer = z.infer<typeof tcpAnswerSchema>

/** How one of a host's addresses looks from this computer. */
const waySchema = z.object({
  tcp: tcpAnswerSchema,
  /** What this computer would send there with; null: with nothing. */
  over: adapterKindSchema.nullable(),
  /** No router is in between. */
  near: z.boolean(),
  /** What the address is by its number: of a local network, self-assigned, or of the world outside. */
  target: z.enum(['local', 'unassigned', 'outside']),
  /** The host announces itself on the network right now. */
  heard: z.boolean(),
})
export type Way = z.infer<typeof waySchema>

const surroundings = {
  /** The kinds of the adapters that have an address. */
  adapters: z.array(adapterKindSchema).max(256),
  /** What everything is sent with that is for no network of ours; null: nothing. */
  outward: adapterKindSchema.nullable(),
}

export const wayFactsSchema = z.object({ ...surroundings, port: z.number().int(), ways: z.array(waySchema) })
export type WayFacts = z.infer<typeof wayFactsSchema>

export const reachFactsSchema = z.object({
  ...surroundings,
  /** What this computer's host tells others as its addresses. */
  told: z.array(
    z.object({
      /** Of the adapter that has this address; null: none has it any more. */
      kind: adapterKindSchema.nullable(),
      /** What becomes of a connection from this computer to itself by that address. */
      tcp: tcpAnswerSchema,
    }),
  ),
  port: z.number().int(),
})
export type ReachFacts = z.infer<typeof reachFactsSchema>

/** `own`: this computer. `local`: a network that it is on. `outside`: anything else. */
const contactKindSchema = z.enum(['own', 'local', 'outside'])
export type ContactKind = z.infer<typeof contactKindSchema>

/** Somebody whom the app was in touch with. */
const contactSchema = z.object({
  kind: contactKindSchema,
  /** An address with its port; of a `name` that was looked up, the name. */
  place: z.string().max(300),
  how: z.enum(['tcp', 'udp', 'name']),
})
export type Contact = z.infer<typeof contactSchema>

export const contactsSchema = z.object({
  contacts: z.array(contactSchema).max(200),
  /**
   * Whether the sockets of all of the app's processes could be listed too (Linux), the host's and the media worker's among
   * them; else these are the window's alone.
   */
  everything: z.boolean(),
})
export type Contacts = z.infer<typeof contactsSchema>
