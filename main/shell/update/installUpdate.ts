import { mkdtemp, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { UpdateFile } from '../../../protocol/ipc/update.ts'
import { copyVerified } from './copyVerified.ts'
import { installAsRoot } from './installAsRoot.ts'
import type { RunProgram } from './runProgram.ts'
import { UpdateError } from './UpdateError.ts'

export interface InstallTools {
  readonly run: RunProgram
  /** Where the AppImage lies that runs now. */
  readonly appImage: string | undefined
  /** Opens a file as if the person had clicked on it. @throws Error where nothing opens it. */
  readonly open: (file: string) => Promise<void>
}

/**
 * Puts an update in place, or hands it to what installs packages on this system. What is installed is verified by
 * whoever installs it, and not only by whoever fetched it.
 *
 * @param path of the fetched file.
 * @returns `installed`: it starts next time; `handed`: the system's installer has it.
 * @throws UpdateError `update_wrong_hash` where the file has changed since it was fetched, or `update_install_failed`.
 */
export async function installUpdate(
  file: UpdateFile,
  path: string,
  { run, appImage, open }: InstallTools,
): Promise<'installed' | 'handed'> {
  try {
    switch (file.kind) {
      case 'AppImage':
        if (appImage === undefined) throw new Error('No AppImage runs.')
        await replace(appImage, path, file)
        return 'installed'
      case 'deb':
      case 'rpm':
        await installAsRoot(file.kind, path, file, run)
        return 'installed'
      case 'nsis':
        await run(await setAside(path, file), ['/S', '--updated'])
        return 'handed'
      case 'msi':
        await run('msiexec', ['/i', await setAside(path, file), '/passive'])
        return 'handed'
      case 'dmg':
        await open(await setAside(path, file))
        return 'handed'
      default:
        return file.kind satisfies never
    }
  } catch (error) {
    throw error instanceof UpdateError ? error : new UpdateError('update_install_failed')
  }
}

/** Beside the old one first, since a file can be exchanged at once only on its own disk; the running one goes on. */
async function replace(old: string, path: string, file: UpdateFile): Promise<void> {
  const fresh = `${old}.new`
  await copyVerified(path, fresh, file, 0o755)
  await rename(fresh, old)
}

/**
 * A verified copy in a folder that nobody knew of before. The system's installer reads it a moment later, and on Windows and
 * macOS it checks the package's own signature.
 */
async function setAside(path: string, file: UpdateFile): Promise<string> {
  const folder = await mkdtemp(join(dirname(path), 'install-'))
  const copy = join(folder, basename(path))
  await copyVerified(path, copy, file, 0o600)
  return copy
}
