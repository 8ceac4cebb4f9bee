import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { download } from './download.mjs'
import { run } from './run.mjs'
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
 * Puts the official program into `file`. Resolves to nothing, or to the reason why there is none, as part
 * of a sentence. Upstream publishes no checksum or signature, so what can be verified is the TLS
 * connection, that the archive is whole, and that the program runs here.
 */
export async function downloadWorker(reporter, manifest, file) {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return 'its download is switched off'
  const address = prebuiltWorkerAddress(manifest, {
    platform: os.platform(),
    arch: os.arch(),
    release: os.release(),
  })
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hearth-worker-'))
  try {
    return await reporter.attempt('Media server (download)', 'a few seconds', async (news) => {
      const archive = path.join(folder, 'worker.tgz')
      await download(address, archive, news)
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
