/**
 * `npm start [-- options]`: gets what is missing, builds what changed and opens Hearth, or hosts without a window where
 * there is no display or `--headless` is given. Everything else after `--` goes to Hearth, and `--no-sandbox` to Chromium.
 */
import { Failure, runMain } from './bootstrap/failure.mjs'
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
  const first = decided(launchPlan(args, { ...machine, sandboxBlocked: false }))
  const { env, electron } = await prepare(reporter, { worker: 'wanted', electron: !first.headless })
  await ensureBuilt(reporter, env)

  const blocked = !first.headless && process.platform === 'linux' && sandboxBlocked(electron)
  const plan = decided(launchPlan(args, { ...machine, sandboxBlocked: blocked }))
  if (plan.notice) reporter.warn(plan.notice)
  return plan.headless
    ? runForeground(process.execPath, ['dist/main/cli.js', 'host', ...plan.args], { cwd: root, env })
    : runForeground(electron, ['.', ...plan.args], { cwd: root, env })
})

/** @throws {Failure} where Hearth is not to be started. */
function decided(plan) {
  if (plan.kind === 'refused') throw new Failure(plan.reason)
  return plan
}
