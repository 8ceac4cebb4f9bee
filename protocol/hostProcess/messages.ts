import { z } from 'zod'
import { hostFailureSchema } from './hostFailure.ts'
import { hostEndpointSchema } from '../hostEndpoint.ts'
import { powerSchema } from '../power.ts'
import { outsideAccessStateSchema, outsideAccessConfigSchema } from './outsideAccess.ts'

/**
 * What the app's shell and the host's own process say to each other, over the utility process's message port.
 * Both ends read what arrives with these schemas: a crash half-way through a message must not confuse the other.
 */
const base = z.string().max(2048)

/** A made-up port would be refused by the system with a code that nobody understands. */
export const portSchema = z.number().int().min(0).max(65_535)

/**
 * What an administrator has decided about the host of this computer, by the names of the host's settings. It counts before
 * whatever the environment, or a file that the environment names, says of them; null: what holds is the default.
 */
export const decidedSchema = z.partialRecord(
  z.enum(['port', 'mediaPort', 'mapPorts', 'iceServers', 'workerBin']),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
)
export type Decided = z.infer<typeof decidedSchema>

export const hostConfigSchema = z.object({
  /** Folder that belongs to the host alone: its key, its certificate. Made when it is missing. */
  dataDir: z.string(),
  /** Null: any free port. */
  port: portSchema.nullable(),
  /** Folder of the built renderer, which browser guests are served from. */
  staticDir: z.string(),
  /** Whether the local network is told of the open rooms. */
  announce: z.boolean(),
  /** By what guests from outside the network get here. */
  outside: outsideAccessConfigSchema,
  decided: decidedSchema,
})
export type HostConfig = z.infer<typeof hostConfigSchema>

export const shellToHostSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), config: hostConfigSchema }),
  /** The host tells everyone, closes and answers `stopped`; after two seconds it is killed. */
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('people'), id: z.number().int() }),
  /** Asks for a sign of life, which is `pong`. */
  z.object({ type: z.literal('ping') }),
  /** What this computer runs on; until told otherwise, the mains. */
  z.object({ type: z.literal('power'), power: powerSchema }),
  /** The person has changed whether the network is told. */
  z.object({ type: z.literal('announce'), on: z.boolean() }),
  /** The person has changed by what guests from outside get here. */
  z.object({ type: z.literal('outside'), wish: outsideAccessConfigSchema }),
])
export type ShellToHost = z.infer<typeof shellToHostSchema>

const hostRunningSchema = z.object({
  type: z.literal('running'),
  /** Where this computer itself reaches its host: `https://127.0.0.1:8443/`. */
  base,
  /** SHA-256 of the certificate's public key (DER) in base64url without padding. */
  fingerprint: z.string().regex(/^[\w-]{43}$/),
  /** Where others reach it, the likeliest first. */
  places: z.array(hostEndpointSchema),
  /** False where no media worker runs. */
  media: z.boolean(),
  outside: outsideAccessStateSchema,
})
export type HostRunning = z.infer<typeof hostRunningSchema>

export const hostToShellSchema = z.discriminatedUnion('type', [
  /** Sent once the host answers, and again whenever one of these facts changes (a new address, a lost worker). */
  hostRunningSchema,
  /** The host could not start, or cannot go on. `port_taken` makes the shell try another port. */
  hostFailureSchema.extend({ type: z.literal('failed') }),
  z.object({
    type: z.literal('people'),
    id: z.number().int(),
    /** Everyone in a room of this host, the person at this computer included. */
    people: z.number().int().nonnegative(),
    rooms: z.number().int().nonnegative(),
    /**
     * The same without the app's own window, whose sessions come from loopback with the app's origin.
     * Absent: the host cannot tell, and the shell counts one person as its own.
     */
    others: z.number().int().nonnegative().optional(),
  }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('stopped') }),
])
export type HostToShell = z.infer<typeof hostToShellSchema>
