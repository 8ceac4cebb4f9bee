/**
 * `node scripts/hashWorkers.mjs`: downloads mediasoup's official workers and prints their SHA-256, for
 * `scripts/bootstrap/workerHashes.mjs`. Run it on more than one network and compare before the lines go in.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { download } from './bootstrap/download.mjs'
import { root } from './bootstrap/paths.mjs'
import { prebuiltWorkerAddress } from './bootstrap/workerDownload.mjs'

const MACHINES = [
  { platform: 'linux', arch: 'x64', release: '6' },
  { platform: 'linux', arch: 'x64', release: '5' },
  { platform: 'linux', arch: 'arm64', release: '6' },
  { platform: 'darwin', arch: 'x64', release: '' },
  { platform: 'darwin', arch: 'arm64', release: '' },
  { platform: 'win32', arch: 'x64', release: '' },
]

const manifest = JSON.parse(fs.readFileSync(path.join(root, 'node_modules/mediasoup/package.json'), 'utf8'))
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hearth-workers-'))
for (const machine of MACHINES) {
  const address = prebuiltWorkerAddress(manifest, machine)
  const name = path.posix.basename(new URL(address).pathname)
  const file = path.join(folder, name)
  try {
    await download(address, file)
    const hash = createHash('sha256').update(fs.readFileSync(file)).digest('hex')
    process.stdout.write(`  '${name}': '${hash}',\n`)
  } catch (error) {
    process.stderr.write(`${name}: ${error.message}\n`)
  }
}
fs.rmSync(folder, { recursive: true })
