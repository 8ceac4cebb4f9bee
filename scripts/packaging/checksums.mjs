import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Writes SHA256SUMS over the files of a folder, as `sha256sum -c` reads it. */
export async function writeChecksums(folder) {
  const files = fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'SHA256SUMS')
    .map(({ name }) => name)
    .sort()
  const lines = []
  for (const name of files) {
    const hash = createHash('sha256')
    await pipeline(fs.createReadStream(path.join(folder, name)), hash)
    lines.push(`${hash.digest('hex')}  ${name}\n`)
  }
  fs.writeFileSync(path.join(folder, 'SHA256SUMS'), lines.join(''))
}
