import type { Finding } from './finding.ts'
import type { NetworkProbe } from './NetworkProbe.ts'
import { routeFinding } from './routeFinding.ts'

/** A host that has not answered by then does not hear us, or is not heard. */
const PATIENCE_MS = 5000

/**
 * Looks, after the host has not answered, what is in between. Never rejects, and takes about five seconds at most.
 *
 * @param bases of one host, each ending in a slash.
 * @param eyes null: in a browser, which sees little more than whether an answer comes.
 */
export async function unreachableReason(
  bases: readonly string[],
  eyes: NetworkProbe | null,
): Promise<Finding> {
  if (!navigator.onLine) return { code: 'host_offline' }
  const [base] = bases
  if (base === undefined) return { code: 'host_unknown' }
  if (eyes === null) return askFromPage(base)
  return eyes.way(bases).then(routeFinding, () => ({ code: 'network_failed' }))
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
