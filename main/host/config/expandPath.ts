import { homedir, userInfo } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What is wrong with a path that somebody has written. */
export type PathProblem = 'empty' | 'noHome' | 'otherHome' | 'variable' | 'notAFile'
export type ExpandedPath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly problem: PathProblem }

/**
 * Makes a whole path of one as people write it where no shell has filled anything in: `~/keys`, `keys/host.pem`, `file:///srv`.
 *
 * @param folder that a relative one starts from.
 */
export function expandPath(written: string, folder: string): ExpandedPath {
  const text = written.trim()
  if (text === '' || text.includes('\0')) return { ok: false, problem: 'empty' }
  if (/^(?:\$|%\w+%)/.test(text)) return { ok: false, problem: 'variable' }
  if (/^file:/i.test(text)) return fromAddress(text)
  if (!text.startsWith('~')) return { ok: true, path: resolve(folder, text) }
  if (!/^~(?:[/\\]|$)/.test(text)) return { ok: false, problem: 'otherHome' }
  const home = homeFolder()
  return home === null ? { ok: false, problem: 'noHome' } : { ok: true, path: join(home, text.slice(1)) }
}

/** The folder of this user; null for one that has none, such as a container's without an entry in its list of users. */
export function homeFolder(): string | null {
  for (const read of [homedir, () => userInfo().homedir]) {
    try {
      const folder = read()
      if (isAbsolute(folder)) return folder
    } catch {
      // The system knows no such user.
    }
  }
  return null
}

function fromAddress(text: string): ExpandedPath {
  try {
    return { ok: true, path: fileURLToPath(text) }
  } catch {
    return { ok: false, problem: 'notAFile' }
  }
}
