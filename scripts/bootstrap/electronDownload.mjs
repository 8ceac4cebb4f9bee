import fs from 'node:fs'
import path from 'node:path'
import { run } from './run.mjs'

const LONGEST_DOWNLOAD_MS = 15 * 60_000

/** The official Electron, if the `electron` package has unpacked the version that it is for. */
export function installedElectron(packageFolder) {
  try {
    const { version } = JSON.parse(read(packageFolder, 'package.json'))
    if (read(packageFolder, 'dist/version').trim().replace(/^v/, '') !== version) return undefined
    const program = path.join(packageFolder, 'dist', read(packageFolder, 'path.txt').trim())
    return fs.existsSync(program) ? { program } : undefined
  } catch {
    return undefined
  }
}

function read(folder, name) {
  return fs.readFileSync(path.join(folder, name), 'utf8')
}

/** By these the `electron` package would believe the download server's own checksums instead of those that it came with. */
const REMOTE_CHECKSUMS = ['electron_use_remote_checksums', 'npm_config_electron_use_remote_checksums']

/** The environment of the `electron` package's own installer. */
export function installerEnvironment(env) {
  const left = ['electron_run_as_node', ...REMOTE_CHECKSUMS]
  return Object.fromEntries(Object.entries(env).filter(([name]) => !left.includes(name.toLowerCase())))
}

/**
 * Lets the `electron` package download its program in its own way, with its cache and mirrors, against the checksums in
 * the package, whose own hash is in the lockfile.
 * Resolves to nothing, or to the reason why it did not work, as part of a sentence. The package's own limits (10 s
 * to connect, five minutes of silence) make an unreachable network cost little; ours is for a very slow one.
 */
export async function downloadElectron(reporter, packageFolder) {
  const env = installerEnvironment(process.env)
  return reporter.attempt('Electron (download)', 'about 110 MB', async () => {
    const options = { env, timeoutMs: LONGEST_DOWNLOAD_MS }
    const { code } = await run(process.execPath, [path.join(packageFolder, 'install.js')], options)
    if (code === 124) throw new Error('the download took too long')
    if (code !== 0 || !installedElectron(packageFolder))
      throw new Error('no connection to the download server')
  })
}
