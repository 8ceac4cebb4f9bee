import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a JSON file that is never half-written: into a new file that takes the old one's place when it is whole and
 * on the disk. Only the person can read it.
 *
 * @throws where the folder cannot be written.
 */
export async function writeJsonFile(path: string, content: unknown): Promise<void> {
  const temporary = `${path}.${randomUUID()}`
  await mkdir(dirname(path), { recursive: true })
  await writeFile(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(temporary, path)
}
