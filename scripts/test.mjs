/**
 * `npm test`: types, lint, build, then every test, and the sum in the last line.
 * `npm test -- unit contract` runs these stages alone; words after them go to Vitest (`npm test -- e2e -t chat`).
 */
import { durationText } from './bootstrap/durations.mjs'
import { Failure, runMain } from './bootstrap/failure.mjs'
import { continueOnNewerNode } from './bootstrap/node.mjs'
import { npmCommand } from './bootstrap/npm.mjs'
import { root } from './bootstrap/paths.mjs'
import { prepare } from './bootstrap/prepare.mjs'
import { Reporter } from './bootstrap/Reporter.mjs'
import { runForeground } from './bootstrap/run.mjs'
import { ensureBuilt } from './build/ensureBuilt.mjs'
import { ensureBareSystem } from './testing/bareSystem.mjs'
import { runStage } from './testing/runStage.mjs'
import { chooseStages } from './testing/stages.mjs'
import { addResults, exitCodeFor, summaryLine } from './testing/summary.mjs'

await runMain(async () => {
  const reporter = new Reporter()
  const code = await continueOnNewerNode(reporter)
  if (code !== undefined) return code

  const { stages, checks, vitestArgs } = chooseStages(process.argv.slice(2))
  if (checks) {
    // First and decisive: they need little, and with wrong types the tests would say the same at greater length.
    const { env } = await prepare(reporter)
    await check('typecheck', env)
    await check('lint', env)
  }
  const window = stages.some((stage) => stage.window)
  const worker = stages.some((stage) => stage.worker) ? 'required' : undefined
  const { env } = await prepare(reporter, { worker, electron: window, tests: window })
  if (worker) await ensureBuilt(reporter, env)
  if (window) await ensureBareSystem(reporter, env)

  const results = []
  for (const stage of stages) results.push(await runStage(stage, vitestArgs, env))
  const sum = addResults(results)
  if (sum.passed + sum.failed === 0) console.log('No test ran, which counts as a failure.')
  // Once more at the end: what failed in an early stage stands thousands of lines above.
  if (sum.failures.length > 0) console.log(`\nFailed:\n${sum.failures.map((one) => `  ${one}`).join('\n')}`)
  console.log(`\n${summaryLine(sum)}`)
  return exitCodeFor(sum)
})

/** Runs one of package.json's own scripts, so that `npm test` and `npm run check` cannot differ. */
async function check(script, env) {
  const startedAt = performance.now()
  const [npm, ...first] = npmCommand(env)
  const code = await runForeground(npm, [...first, 'run', '--silent', script], { cwd: root, env })
  const time = durationText(performance.now() - startedAt)
  if (code !== 0)
    throw new Failure(
      `The ${script} failed after ${time}, so no test was run; the lines above say what to correct.`,
    )
  console.log(`── ${script}: fine (${time}) ──`)
}
