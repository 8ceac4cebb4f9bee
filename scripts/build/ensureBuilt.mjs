import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHash } from 'node:crypto'
import { Failure } from '../bootstrap/failure.mjs'
import { withLock } from '../bootstrap/lock.mjs'
import { cacheDirectory, root } from '../bootstrap/paths.mjs'
import { run } from '../bootstrap/run.mjs'
import { fingerprint } from './fingerprint.mjs'
import { COMMON_SOURCES, TARGETS } from './targets.mjs'

const STAMPS = path.join(root, 'dist', '.stamps')

/** Builds the parts whose sources changed since they were built last; all of them with `force`. */
export async function ensureBuilt(reporter, env, { force = false } = {}) {
  const stale = () => TARGETS.filter((target) => force || !isFresh(target))
  if (stale().length === 0) return reporter.done('Build', 'nothing changed')
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const lock = path.join(cacheDirectory(), 'locks', `build-${name}`)
  await withLock(
    lock,
    () => reporter.note('Another run is building; waiting for it.'),
    async () => {
      const targets = stale()
      if (targets.length === 0) return
      const title = `Build of ${targets.map((target) => target.name).join(', ')}`
      await reporter.step(title, 'a few seconds', () => build(targets, env))
    },
  )
}

async function build(targets, env) {
  // Read before the build, so that a file saved during it asks for another one.
  const prints = targets.map(currentPrint)
  // In a process of its own: Vite sets NODE_ENV and more, which must not reach what runs afterwards.
  const script = fileURLToPath(new URL('./runVite.mjs', import.meta.url))
  const { code, output } = await run(process.execPath, [script, ...targets.map((target) => target.config)], {
    cwd: root,
    env,
  })
  if (code !== 0) {
    console.error(output)
    throw new Failure(
      'The build failed; the lines above say where. Correct that and run the same command again.',
    )
  }
  fs.mkdirSync(STAMPS, { recursive: true })
  for (const [index, target] of targets.entries()) {
    if (!fs.existsSync(path.join(root, target.output))) {
      throw new Failure(`The build of ${target.name} made no ${target.output}. Look at ${target.config}.`)
    }
    fs.writeFileSync(path.join(STAMPS, target.name), prints[index])
  }
}

function isFresh(target) {
  try {
    const stamp = fs.readFileSync(path.join(STAMPS, target.name), 'utf8')
    return stamp === currentPrint(target) && fs.existsSync(path.join(root, target.output))
  } catch {
    return false
  }
}

function currentPrint(target) {
  return fingerprint(root, [...COMMON_SOURCES, target.config, ...target.sources])
}
