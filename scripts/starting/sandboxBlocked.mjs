import fs from 'node:fs'
import path from 'node:path'

/**
 * Whether Linux keeps an ordinary user's Electron from making its sandbox: newer Ubuntu and some hardened
 * systems switch off what it is made of, unless the helper beside the program belongs to root and is setuid.
 */
export function sandboxBlocked(electronProgram) {
  const restricted =
    setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    setting('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    setting('/proc/sys/user/max_user_namespaces') === '0'
  if (!restricted) return false
  const helper = fs.statSync(path.join(path.dirname(electronProgram), 'chrome-sandbox'), {
    throwIfNoEntry: false,
  })
  return !(helper?.uid === 0 && (helper.mode & 0o4755) === 0o4755)
}

function setting(file) {
  try {
    return fs.readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
