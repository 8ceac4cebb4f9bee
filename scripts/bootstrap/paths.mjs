import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top of the checkout, without a slash at the end. */
export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)))

/**
 * Where things that are slow to get are kept: outside the checkout, so that a second clone, or a
 * clean one, gets them at once. `HEARTH_CACHE` says another place; otherwise it is the place
 * that the platform has for this.
 */
export function cacheDirectory(env = process.env, platform = process.platform, home = os.homedir()) {
  const paths = platform === 'win32' ? path.win32 : path.posix
  if (env.HEARTH_CACHE) return paths.resolve(env.HEARTH_CACHE)
  if (platform === 'win32') {
    return paths.join(env.LOCALAPPDATA || paths.join(home, 'AppData', 'Local'), 'hearth', 'cache')
  }
  if (platform === 'darwin') return paths.join(home, 'Library', 'Caches', 'hearth')
  // The XDG rules say that a relative path there must be ignored.
  const xdg = env.XDG_CACHE_HOME
  return paths.join(xdg && paths.isAbsolute(xdg) ? xdg : paths.join(home, '.cache'), 'hearth')
}
