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

/**
 * Lets the `electron` package download its program in its own way, with its cache, mirrors and checksums.
 * Resolves to nothing, or to the reason why it did not work, as part of a sentence. The package's own limits (10 s
 * to connect, five minutes of silence) make an unreachable network cost little; ours is for a very slow one.
 */
export async function downloadElectron(reporter, packageFolder) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return reporter.attempt('Electron (download)', 'about 110 MB', async () => {
    const options = { env, timeoutMs: LONGEST_DOWNLOAD_MS }
    const { code } = await run(process.execPath, [path.join(packageFolder, 'install.js')], options)
    if (code === 124) throw new Error('the download took too long')
    if (code !== 0 || !installedElectron(packageFolder))
      throw new Error('no connection to the download server')
  })
}
