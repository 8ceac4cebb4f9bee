import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { readPackedFacts } from './PackageManifest.ts'

export interface WorkerProblem {
  readonly type: 'failed'
  readonly code: 'worker_altered'
}

const altered: WorkerProblem = { type: 'failed', code: 'worker_altered' }

/**
 * Why the packed media worker must not be started: it lies outside the sealed archive, and whatever lies there
 * would run with the person's rights. Takes about 30 ms. Null: it is the one that was packed.
 *
 * @param worker path of the program.
 * @param facts path of the file that knows its hash.
 */
export async function verifyWorkerBinary(worker: string, facts: string): Promise<WorkerProblem | null> {
  try {
    const { workerSha256 } = await readPackedFacts(facts)
    const hash = createHash('sha256')
    await pipeline(createReadStream(worker), hash)
    return hash.digest('hex') === workerSha256 ? null : altered
  } catch {
    return altered
  }
}
