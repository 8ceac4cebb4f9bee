import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { UpdateFile } from '../../../protocol/ipc/update.ts'
import { UpdateError } from './UpdateError.ts'

const CHUNK = 1_048_576

/**
 * Copies a fetched file to where it is installed or started from, and looks at the copy's own bytes: what lay in the
 * folder for a while may have been exchanged.
 *
 * @param mode of the copy. @throws UpdateError `update_wrong_hash`, and then there is no copy.
 */
export async function copyVerified(
  from: string,
  to: string,
  { size, sha256 }: UpdateFile,
  mode: number,
): Promise<void> {
  await rm(to, { force: true })
  const source = await open(from, 'r')
  try {
    const copy = await open(to, 'wx', mode)
    try {
      const hash = createHash('sha256')
      const buffer = Buffer.alloc(CHUNK)
      let bytes = 0
      for (;;) {
        const { bytesRead } = await source.read(buffer, 0, CHUNK)
        if (bytesRead === 0) break
        bytes += bytesRead
        if (bytes > size) break
        const chunk = buffer.subarray(0, bytesRead)
        hash.update(chunk)
        await copy.writeFile(chunk)
      }
      if (bytes !== size || hash.digest('hex') !== sha256) throw new UpdateError('update_wrong_hash')
      await copy.chmod(mode)
      await copy.sync()
    } finally {
      await copy.close()
    }
  } catch (error) {
    await rm(to, { force: true })
    throw error
  } finally {
    await source.close()
  }
}
