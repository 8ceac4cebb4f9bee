import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../bootstrap/paths.mjs'

/**
 * Lays out what is packed besides the build: the media worker, and the file that knows its hash (read by
 * `main/shell/packaging`).
 */
export async function stagePackage(worker, { testBuild, updateKey }) {
  const staged = path.join(root, 'release', 'staged')
  fs.rmSync(staged, { recursive: true, force: true })
  const media = path.join(staged, 'media')
  const facts = path.join(staged, 'facts')
  fs.mkdirSync(media, { recursive: true })
  fs.mkdirSync(facts)
  const program = path.join(media, process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker')
  fs.copyFileSync(worker, program)
  fs.chmodSync(program, 0o755)
  const workerSha256 = createHash('sha256').update(fs.readFileSync(program)).digest('hex')
  fs.writeFileSync(path.join(facts, 'packed.json'), JSON.stringify({ workerSha256, testBuild, updateKey }))
}
