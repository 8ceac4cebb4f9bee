import { z } from 'zod'
import { packageNameSchema } from './packageName.ts'

/** What kind of package the app came in; an update comes in the same. */
export const packageKindSchema = z.enum(['deb', 'rpm', 'AppImage', 'nsis', 'msi', 'dmg'])
export type PackageKind = z.infer<typeof packageKindSchema>

/** A version in the spelling of Semantic Versioning, without what says how it was built. */
const versionSchema = z
  .string()
  .max(64)
  .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/)

/** One package of a version. */
export const updateFileSchema = z.object({
  /** Beside the metadata; a name and no path. */
  name: packageNameSchema,
  kind: packageKindSchema,
  arch: z.enum(['x64', 'arm64', 'universal']),
  /** In bytes. */
  size: z
    .number()
    .int()
    .positive()
    .max(2 ** 31),
  /** In hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type UpdateFile = z.infer<typeof updateFileSchema>

/** What a feed says of one version. */
export const updateMetadataSchema = z.object({
  version: versionSchema,
  /** When it was signed, and until when it may be believed: an old one that somebody kept must not pass for news. */
  signedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** What this version of the app cannot read is left out: the rest may be for it. */
  files: z
    .array(z.unknown())
    .max(50)
    .transform((files, context) => {
      const readable = files.flatMap((file) => updateFileSchema.safeParse(file).data ?? [])
      if (readable.length === 0 && files.length > 0) context.addIssue('None of the files can be read.')
      return readable
    }),
})
export type UpdateMetadata = z.infer<typeof updateMetadataSchema>

/** The file at the feed's address: the metadata as text, since a signature is over bytes and not over a meaning. */
export const signedUpdateSchema = z.object({
  format: z.literal(1),
  metadata: z.string().max(100_000),
  /** Ed25519 over {@link signedText}, in base64. */
  signature: z.string().max(128),
})

/** What is signed: no signature for anything else can be taken for one of an update. */
export function signedText(metadata: string): string {
  return `hearth update 1\n${metadata}`
}

/** An Ed25519 public key: its 32 bytes in base64. */
export const updateKeySchema = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

export const updateProblemSchema = z.enum([
  'update_no_key',
  'update_unreachable',
  'update_unreadable',
  'update_bad_signature',
  'update_older',
  'update_replayed',
  'update_expired',
  'update_no_package',
  'update_truncated',
  'update_wrong_hash',
  'update_install_failed',
])
export type UpdateProblem = z.infer<typeof updateProblemSchema>

export const updateStateSchema = z.discriminatedUnion('state', [
  /** No feed is set, or the app was not installed from a package. */
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('current') }),
  z.object({ state: z.literal('offered'), version: versionSchema }),
  /** In place: from the next start on. */
  z.object({ state: z.literal('installed'), version: versionSchema }),
  /** Handed to the system's installer, which asks the person or goes on by itself. */
  z.object({ state: z.literal('handed'), version: versionSchema }),
  z.object({ state: z.literal('refused'), code: updateProblemSchema }),
])
export type UpdateState = z.infer<typeof updateStateSchema>
