import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { updateKeySchema } from '../../../protocol/ipc/update.ts'

/** What the app knows of its own package. Written when it is packed, into the sealed archive. */
const packedFactsSchema = z.object({
  /** SHA-256 of the media worker's program, in hex. */
  workerSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Made on a development runtime, to try the packing: never to be given to people. */
  testBuild: z.boolean(),
  /** With whose private half updates are signed; null: the packager gave none. */
  updateKey: updateKeySchema.nullable().default(null),
})
export type PackageManifest = z.infer<typeof packedFactsSchema>

/** @throws Error where the file is missing or is none of ours: the package is not whole. */
export async function readPackedFacts(file: string): Promise<PackageManifest> {
  return packedFactsSchema.parse(JSON.parse(await readFile(file, 'utf8')))
}
