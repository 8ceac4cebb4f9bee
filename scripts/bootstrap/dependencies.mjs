import fs from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { Failure } from './failure.mjs'
import { withLock } from './lock.mjs'
import { npmCommand, npmErrorLine } from './npm.mjs'
import { cacheDirectory, root } from './paths.mjs'
import { run } from './run.mjs'

/**
 * Whether what npm says it installed is what the lockfile asks for. npm writes its own record,
 * `node_modules/.package-lock.json`, as the last thing of an install, so an interrupted one has none or an
 * old one; comparing with it also spares developers a second install after their own `npm install`.
 * Packages for particular platforms are optional: those for others are absent, and one for this platform may have been
 * published after the lockfile was written.
 */
export function dependenciesAreCurrent(lockfile, record) {
  if (!record?.packages) return false
  for (const [place, wanted] of Object.entries(lockfile.packages)) {
    if (place === '') continue
    const installed = record.packages[place]
    if (!installed) {
      if (wanted.optional || wanted.devOptional) continue
      return false
    }
    if (installed.version !== wanted.version || installed.integrity !== wanted.integrity) return false
  }
  return Object.entries(record.packages).every(
    ([place, { optional }]) => optional || place in lockfile.packages,
  )
}

/**
 * Installs exactly what the lockfile names. No install script of any package runs: the two that
 * matter, mediasoup's and Electron's, download programs, and the bootstrap does that itself, with a way out
 * when the network does not reach them.
 */
export async function ensureDependencies(reporter) {
  if (isCurrent()) return reporter.done('Dependencies', 'as in the lockfile')
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const lock = path.join(cacheDirectory(), 'locks', `install-${name}`)
  await withLock(
    lock,
    () => reporter.note('Another run is installing the dependencies; waiting for it.'),
    async () => {
      if (isCurrent()) return
      await reporter.step('Dependencies', 'usually under a minute', install)
    },
  )
}

function isCurrent() {
  return dependenciesAreCurrent(readJson('package-lock.json'), readJson('node_modules/.package-lock.json'))
}

async function install() {
  let { code, lines } = await runNpm('ci')
  if (code !== 0 && lines.some((line) => /\bEUSAGE\b/.test(line))) {
    // `npm ci` also refuses a lockfile that lacks only packages for other platforms, which npm leaves out without
    // a word when they are published later than the rest. `npm install` takes such a lockfile as it is.
    ;({ code, lines } = await runNpm('install', '--no-save'))
  }
  if (code !== 0) {
    throw new Failure(
      `Installing the dependencies failed (${npmErrorLine(lines)}). Check the network connection and run the same command again.`,
    )
  }
  if (!isCurrent()) {
    throw new Failure(
      'package.json and package-lock.json do not fit together. Run "npm install" and try again.',
    )
  }
}

async function runNpm(...words) {
  const [npm, ...first] = npmCommand()
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false']
  return run(npm, [...first, ...words, ...options], { cwd: root, env: installEnvironment() })
}

/** Tests and builds need the development packages too, whatever the machine's NODE_ENV says. */
function installEnvironment() {
  const { NODE_ENV: _, ...env } = process.env
  return { ...env, npm_config_include: 'dev' }
}

function readJson(name) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, name), 'utf8'))
  } catch {
    return undefined
  }
}
