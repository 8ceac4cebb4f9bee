import fs from 'node:fs'
import path from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const MAC_PROGRAMS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Where a Chromium-like browser for the end-to-end tests may lie; `HEARTH_CHROMIUM` names one first. */
export function chromiumCandidates(env = process.env, platform = process.platform) {
  const named = env.HEARTH_CHROMIUM ? [env.HEARTH_CHROMIUM] : []
  if (platform === 'darwin') return [...named, ...MAC_PROGRAMS]
  if (platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(Boolean)
    return [
      ...named,
      ...folders.map((folder) => path.win32.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
    ]
  }
  const folders = (env.PATH ?? '').split(':').filter(Boolean)
  return [...named, ...NAMES.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)))]
}

/** The first of them that exists, or undefined. */
export function findChromium() {
  return chromiumCandidates().find((file) => fs.existsSync(file))
}

/**
 * Chromium's engine without its windows (`HEARTH_HEADLESS_SHELL` names one first), or undefined. Debian alone has a
 * package of it.
 */
export function findHeadlessShell(env = process.env, platform = process.platform) {
  const folders = platform === 'linux' ? (env.PATH ?? '').split(':').filter(Boolean) : []
  const found = folders.map((folder) => path.posix.join(folder, 'chromium-headless-shell'))
  return [env.HEARTH_HEADLESS_SHELL, ...found].find((file) => file && fs.existsSync(file))
}
