import fs from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'
import { withLock } from './lock.mjs'
import { cacheDirectory, root } from './paths.mjs'
import { buildWorker } from './workerBuild.mjs'
import { downloadWorker } from './workerDownload.mjs'
import { workerStarts } from './workerStarts.mjs'

/** The name of a worker in the cache: one per mediasoup version and platform. */
export function workerFileName(version, platform = process.platform, arch = process.arch) {
  return `mediasoup-worker-${version}-${platform}-${arch}${platform === 'win32' ? '.exe' : ''}`
}

/**
 * The path of a worker program for the installed mediasoup: the one that the environment names, the cached
 * one, mediasoup's own, the official download, or one built here, in this order.
 */
export async function ensureWorker(reporter) {
  const named = process.env.MEDIASOUP_WORKER_BIN
  if (named) {
    if (workerStarts(named)) return named
    throw new Failure(`MEDIASOUP_WORKER_BIN names ${named}, which does not start. Correct it or unset it.`)
  }
  const folder = path.join(root, 'node_modules', 'mediasoup')
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const program = process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker'
  const cached = path.join(cacheDirectory(), workerFileName(manifest.version))
  const own = path.join(folder, 'worker', 'out', 'Release', program)
  const present = () => [cached, own].find((file) => fs.existsSync(file) && workerStarts(file))

  const found = present()
  if (found) {
    reporter.done('Media server', found)
    return found
  }
  const waiting = () => reporter.note('Another run is getting the media server; waiting for it.')
  return withLock(
    `${cached}.lock`,
    waiting,
    async () => present() ?? (await obtain(reporter, folder, manifest, cached)),
  )
}

async function obtain(reporter, folder, manifest, file) {
  const temporary = `${file}.${process.pid}`
  try {
    const reason = await downloadWorker(reporter, manifest, temporary)
    if (reason) await buildWorker(reporter, folder, temporary, reason)
    // Renamed only when it is known to run, so that whatever lies under the final name works.
    fs.renameSync(temporary, file)
    return file
  } finally {
    fs.rmSync(temporary, { force: true })
  }
}
