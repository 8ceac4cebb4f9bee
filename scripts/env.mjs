/**
 * `node scripts/env.mjs -- command arguments`: runs a command with all that Hearth's development needs in its
 * environment: PATH (Node and the project's tools first), MEDIASOUP_WORKER_BIN, HEARTH_CHROMIUM,
 * HEARTH_HEADLESS_SHELL and, where the stand-in is used, ELECTRON_OVERRIDE_DIST_PATH. What is missing is installed first.
 * Without a command it prints these for a shell: `eval "$(node scripts/env.mjs)"`.
 */
import { runMain } from './bootstrap/failure.mjs'
import { continueOnNewerNode } from './bootstrap/node.mjs'
import { prepare } from './bootstrap/prepare.mjs'
import { Reporter } from './bootstrap/Reporter.mjs'
import { runForeground } from './bootstrap/run.mjs'

const PRINTED = [
  'PATH',
  'MEDIASOUP_WORKER_BIN',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'HEARTH_CHROMIUM',
  'HEARTH_HEADLESS_SHELL',
]

await runMain(async () => {
  const reporter = new Reporter()
  const code = await continueOnNewerNode(reporter)
  if (code !== undefined) return code
  const { env } = await prepare(reporter, { worker: 'required', electron: true, tests: true })
  const words = process.argv.slice(2)
  const [command, ...args] = words[0] === '--' ? words.slice(1) : words
  if (command !== undefined) return runForeground(command, args, { env })
  for (const name of PRINTED.filter((name) => env[name])) {
    console.log(`export ${name}='${env[name].replaceAll("'", "'\\''")}'`)
  }
  return 0
})
