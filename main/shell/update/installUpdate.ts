import { spawn } from 'node:child_process'
import { chmod, copyFile, rename, rm } from 'node:fs/promises'
import type { PackageKind } from '../../../protocol/update.ts'
import { UpdateError } from './UpdateError.ts'

export interface InstallTools {
  /** Starts a program. @param wait for its end, which must be a good one. @throws Error where it is not. */
  readonly run: (program: string, words: readonly string[], wait: boolean) => Promise<void>
  /** Where the AppImage lies that runs now. */
  readonly appImage: string | undefined
  /** Opens a file as if the person had clicked on it. @throws Error where nothing opens it. */
  readonly open: (file: string) => Promise<void>
}

/**
 * Puts an update in place, or hands it to what installs packages on this system.
 *
 * @param file known to be the one that was signed.
 * @returns `installed`: it starts next time; `handed`: the system's installer has it.
 * @throws UpdateError `update_install_failed`.
 */
export async function installUpdate(
  kind: PackageKind,
  file: string,
  { run, appImage, open }: InstallTools,
): Promise<'installed' | 'handed'> {
  try {
    switch (kind) {
      case 'AppImage':
        if (appImage === undefined) throw new Error('No AppImage runs.')
        await replace(appImage, file)
        return 'installed'
      case 'deb':
        // pkexec asks the person for an administrator's password.
        await run('pkexec', ['dpkg', '--install', file], true)
        return 'installed'
      case 'rpm':
        await run('pkexec', ['rpm', '--upgrade', file], true)
        return 'installed'
      case 'nsis':
        await run(file, ['/S', '--updated'], false)
        return 'handed'
      case 'msi':
        await run('msiexec', ['/i', file, '/passive'], false)
        return 'handed'
      case 'dmg':
        await open(file)
        return 'handed'
      default:
        return kind satisfies never
    }
  } catch {
    throw new UpdateError('update_install_failed')
  }
}

/** Beside the old one first, since a file can be exchanged at once only on its own disk; the running one goes on. */
async function replace(old: string, file: string): Promise<void> {
  const fresh = `${old}.new`
  try {
    await copyFile(file, fresh)
    await chmod(fresh, 0o755)
    await rename(fresh, old)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}

/** As the system does it. */
export function runProgram(program: string, words: readonly string[], wait: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'ignore', detached: !wait })
    child.once('error', reject)
    if (wait) {
      child.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}.`)),
      )
      return
    }
    child.once('spawn', resolve)
    child.unref()
  })
}
