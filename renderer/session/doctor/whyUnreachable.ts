import type { Finding } from './finding.ts'
import type { NetworkEyes } from './NetworkEyes.ts'
import { wayFinding } from './wayFinding.ts'

/** A host that has not answered by then does not hear us, or is not heard. */
const PATIENCE_MS = 5000

/**
 * Looks, after the host has not answered, what is in between. Never rejects, and takes about five seconds at most.
 *
 * @param bases of one host, each ending in a slash.
 * @param eyes null: in a browser, which sees little more than whether an answer comes.
 */
export async function whyUnreachable(bases: readonly string[], eyes: NetworkEyes | null): Promise<Finding> {
  if (!navigator.onLine) return { code: 'host_offline' }
  const [base] = bases
  if (base === undefined) return { code: 'host_unknown' }
  if (eyes === null) return askFromPage(base)
  return eyes.way(bases).then(wayFinding, () => ({ code: 'network_failed' }))
}

async function askFromPage(base: string): Promise<Finding> {
  const tooLong = AbortSignal.timeout(PATIENCE_MS)
  try {
    await fetch(new URL('health', base), { cache: 'no-store', signal: tooLong })
    return { code: 'host_back' }
  } catch {
    return { code: tooLong.aborted ? 'host_swallowed' : 'host_unreachable' }
  }
}
