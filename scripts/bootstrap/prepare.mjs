import path from 'node:path'
import { ensureDependencies } from './dependencies.mjs'
import { ensureElectron } from './electron.mjs'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { ensureTestNeeds } from './testNeeds.mjs'
import { ensureWorker } from './worker.mjs'

/**
 * Gets what a command needs onto this machine, and resolves to the environment for its child processes
 * and, if asked for, Electron's program. When all is there already this takes a few tens of milliseconds.
 * @param {import('./Reporter.mjs').Reporter} reporter
 * @param {{ worker?: 'required' | 'wanted', electron?: boolean, tests?: boolean }} needs A worker that is
 *   only wanted does not stop the command: without one the host still serves rooms and chat.
 */
export async function prepare(reporter, { worker, electron = false, tests = false } = {}) {
  await ensureDependencies(reporter)
  const env = { ...process.env, PATH: searchPath() }
  // An editor's terminal may carry this, and Electron would then start as plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  if (tests) Object.assign(env, await ensureTestNeeds(reporter))
  const found = electron ? await ensureElectron(reporter) : undefined
  if (found?.folder) env.ELECTRON_OVERRIDE_DIST_PATH = found.folder
  const program = worker && (await workerOrWarning(reporter, worker))
  if (program) env.MEDIASOUP_WORKER_BIN = program
  return { env, electron: found?.program }
}

async function workerOrWarning(reporter, worker) {
  try {
    return await ensureWorker(reporter)
  } catch (error) {
    if (worker === 'required' || !(error instanceof Failure)) throw error
    reporter.warn(
      `${error.message} Until then meetings have rooms and chat, and calls between two people only.`,
    )
    return undefined
  }
}

/** Our Node first, then the project's own tools; each folder once, however deep these commands are nested. */
function searchPath() {
  const own = [path.dirname(process.execPath), path.join(root, 'node_modules', '.bin')]
  const others = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder && !own.includes(folder))
  return [...own, ...others].join(path.delimiter)
}
