/**
 * `npm start [-- options]`: gets what is missing, builds what changed and opens Hearth, or hosts without a window where
 * there is no display or `--headless` is given. Everything else after `--` goes to Hearth.
 */
import { runMain } from './bootstrap/failure.mjs'
import { continueOnNewerNode } from './bootstrap/node.mjs'
import { root } from './bootstrap/paths.mjs'
import { prepare } from './bootstrap/prepare.mjs'
import { Reporter } from './bootstrap/Reporter.mjs'
import { runForeground } from './bootstrap/run.mjs'
import { ensureBuilt } from './build/ensureBuilt.mjs'
import { launchPlan } from './starting/launchPlan.mjs'
import { sandboxBlocked } from './starting/sandboxBlocked.mjs'

await runMain(async () => {
  const reporter = new Reporter()
  const code = await continueOnNewerNode(reporter)
  if (code !== undefined) return code

  const args = process.argv.slice(2)
  const machine = { platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0 }
  const { headless } = launchPlan(args, { ...machine, sandboxBlocked: false })
  const { env, electron } = await prepare(reporter, { worker: 'wanted', electron: !headless })
  await ensureBuilt(reporter, env)

  const blocked = !headless && process.platform === 'linux' && sandboxBlocked(electron)
  const plan = launchPlan(args, { ...machine, sandboxBlocked: blocked })
  if (plan.notice) reporter.warn(plan.notice)
  const program = plan.headless ? process.execPath : electron
  const first = plan.headless
    ? ['dist/main/cli.js', 'host']
    : [...(plan.sandbox ? [] : ['--no-sandbox']), '.']
  return runForeground(program, [...first, ...plan.args], { cwd: root, env })
})
