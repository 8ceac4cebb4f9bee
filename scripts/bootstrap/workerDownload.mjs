import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { download } from './download.mjs'
import { Failure } from './failure.mjs'
import { hasIntegrity } from './pinnedPackage.mjs'
import { run } from './run.mjs'
import { WORKER_SHA256 } from './workerHashes.mjs'
import { workerStarts } from './workerStarts.mjs'

/**
 * Where mediasoup publishes its worker for a platform; the same address that its own install script makes, and
 * the same variable for companies that keep a copy. On Linux the kernel's major version is part of the name.
 */
export function prebuiltWorkerAddress(manifest, { platform, arch, release }, env = process.env) {
  const repository = manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '')
  const base = env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || `${repository}/releases/download`
  const kernel = platform === 'linux' ? `-kernel${Number(release.split('.')[0])}` : ''
  return `${base}/${manifest.version}/mediasoup-worker-${manifest.version}-${platform}-${arch}${kernel}.tgz`
}

/**
 * The hash that a worker's archive must have: the one in our sources, or one that the person has got by a way of their
 * own and gives as `HEARTH_WORKER_SHA256`. Undefined: none is known.
 */
export function workerHash(address, env = process.env, known = WORKER_SHA256) {
  const given = env.HEARTH_WORKER_SHA256?.trim().toLowerCase()
  if (given && !/^[\da-f]{64}$/.test(given))
    throw new Failure('HEARTH_WORKER_SHA256 is no SHA-256: it has 64 digits from 0 to f.')
  return given || known[path.posix.basename(new URL(address).pathname)]
}

/**
 * Puts the official program into `file`. Resolves to nothing, or to the reason why there is none, as part of a sentence.
 * Upstream publishes no checksum or signature, so only an archive whose hash is known is downloaded at all.
 */
export async function downloadWorker(reporter, manifest, file, env = process.env) {
  if (env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return 'its download is switched off'
  const machine = { platform: os.platform(), arch: os.arch(), release: os.release() }
  const address = prebuiltWorkerAddress(manifest, machine, env)
  const sha256 = workerHash(address, env)
  if (sha256 === undefined)
    return `Hearth knows no hash of ${path.posix.basename(new URL(address).pathname)}, so it was not downloaded`
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hearth-worker-'))
  try {
    return await reporter.attempt('Media server (download)', 'a few seconds', async (news) => {
      const archive = path.join(folder, 'worker.tgz')
      await download(address, archive, news)
      // Nothing of it is unpacked or started before this.
      const integrity = `sha256-${Buffer.from(sha256, 'hex').toString('base64')}`
      if (!(await hasIntegrity(archive, integrity)))
        throw new Error('the archive is not the one that was checked')
      const program = path.join(
        folder,
        path.basename(process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker'),
      )
      const { code } = await run('tar', ['-xzf', archive, '-C', folder])
      if (code !== 0 || !fs.existsSync(program)) throw new Error('the archive is damaged')
      fs.chmodSync(program, 0o755)
      if (!workerStarts(program)) throw new Error('the official program does not run on this system')
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.copyFileSync(program, file)
    })
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
