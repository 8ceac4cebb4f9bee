import { connect } from 'node:net'
import type { KeptLinks } from './LinksFile.ts'

/** Milliseconds. A host on this very computer answers at once, also on a busy one. */
const ANSWER_MS = 5000

/**
 * Whether the host that has left these links still runs: its process lives, and its port is open. The number of a process that
 * was killed may be another's by now, and so may its port, but not both.
 */
export async function hostRuns({
  pid,
  base,
  port,
}: Pick<KeptLinks, 'pid' | 'base' | 'port'>): Promise<boolean> {
  if (!lives(pid)) return false
  const host = new URL(base).hostname.replaceAll(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWER_MS })
    const answer = (is: boolean) => () => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', answer(true)).once('timeout', answer(false)).once('error', answer(false))
  })
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
