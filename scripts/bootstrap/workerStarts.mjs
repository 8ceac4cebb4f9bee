import { spawnSync } from 'node:child_process'

/** mediasoup's worker leaves with this code when it runs at all but nobody told it the version of its master. */
const STARTED_WITHOUT_VERSION = 41

/** Whether the program starts on this machine: a wrong libc or a missing library shows here, not in a meeting. */
export function workerStarts(file) {
  const env = process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {}
  return spawnSync(file, [], { env, stdio: 'ignore', timeout: 10_000 }).status === STARTED_WITHOUT_VERSION
}
