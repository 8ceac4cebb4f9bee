import fs from 'node:fs'
import path from 'node:path'
import { run } from './run.mjs'

const UNITS = '/etc/systemd/system'

/**
 * Debian starts a server when it installs it, and again whenever the computer starts. The tests start their own, and
 * nobody has asked for another: while `install` runs, these services are masked, and afterwards they stay off.
 */
export async function withoutServices(names, install) {
  if (names.length === 0 || process.getuid?.() !== 0) return install()
  fs.mkdirSync(UNITS, { recursive: true })
  const masks = names.map((name) => path.join(UNITS, `${name}.service`)).filter((file) => !isThere(file))
  for (const mask of masks) fs.symlinkSync('/dev/null', mask)
  try {
    await install()
  } finally {
    for (const mask of masks) fs.rmSync(mask, { force: true })
  }
  // Without systemd there is nothing that would start them.
  await run('systemctl', ['disable', '--quiet', ...names])
}

/** Also where it is a link that leads nowhere. */
function isThere(file) {
  return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined
}
