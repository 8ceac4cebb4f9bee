import fs from 'node:fs'
import path from 'node:path'
import { downloadElectron, installedElectron } from './electronDownload.mjs'
import { electronFromNpm, ensureElectronFromNpm } from './electronFromNpm.mjs'
import { ensureElectronLibraries } from './electronLibraries.mjs'
import { Failure } from './failure.mjs'
import { withLock } from './lock.mjs'
import { cacheDirectory, root } from './paths.mjs'

const RETRY_OFFICIAL_MS = 24 * 60 * 60 * 1000

/**
 * An Electron that starts: the one that the environment names, the official one, or the stand-in from npm.
 * Resolves to its program and, unless it lies where the `electron` package looks by itself, its folder for
 * `ELECTRON_OVERRIDE_DIST_PATH`.
 */
export async function ensureElectron(reporter) {
  const electron = await locate(reporter)
  if (process.platform === 'linux') await ensureElectronLibraries(reporter, electron.program)
  return electron
}

async function locate(reporter) {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (named) return { program: named && existing(named), folder: named }
  const packageFolder = path.join(root, 'node_modules', 'electron')
  const present = () => installedElectron(packageFolder) ?? recentStandIn()
  const found = present()
  if (found) {
    reporter.done('Electron', found.program)
    return found
  }
  const lock = path.join(cacheDirectory(), 'locks', 'electron')
  const waiting = () => reporter.note('Another run is getting Electron; waiting for it.')
  return withLock(lock, waiting, async () => present() ?? (await obtain(reporter, packageFolder)))
}

/** The stand-in is used without asking again for a day; then the official download gets another chance. */
function recentStandIn() {
  const standIn = electronFromNpm()
  if (!standIn) return undefined
  const age = Date.now() - fs.statSync(path.join(standIn.folder, 'version')).mtimeMs
  return age < RETRY_OFFICIAL_MS ? standIn : undefined
}

async function obtain(reporter, packageFolder) {
  const reason = await downloadElectron(reporter, packageFolder)
  if (!reason) return installedElectron(packageFolder)
  const standIn = await ensureElectronFromNpm(reporter, reason)
  fs.utimesSync(path.join(standIn.folder, 'version'), new Date(), new Date())
  return standIn
}

function existing(folder) {
  const program = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform]
  const file = path.join(folder, program ?? 'electron')
  if (fs.existsSync(file)) return file
  throw new Failure(
    `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, which holds no Electron. Correct it or unset it.`,
  )
}
