/** `npm run build [-- --force]`: builds what changed into dist/. */
import { runMain } from './bootstrap/failure.mjs'
import { continueOnNewerNode } from './bootstrap/node.mjs'
import { prepare } from './bootstrap/prepare.mjs'
import { Reporter } from './bootstrap/Reporter.mjs'
import { ensureBuilt } from './build/ensureBuilt.mjs'

await runMain(async () => {
  const reporter = new Reporter()
  const code = await continueOnNewerNode(reporter)
  if (code !== undefined) return code
  const { env } = await prepare(reporter)
  await ensureBuilt(reporter, env, { force: process.argv.includes('--force') })
  return 0
})
