import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * UDP packets that the system has thrown away so far because these processes did not read them in time (Linux); sockets
 * that are closed no longer count.
 */
export function unreadPackets(pids) {
  const sockets = new Set(pids.flatMap(socketsOf))
  return readFileSync('/proc/net/udp', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , , , , , , , inode]) => sockets.has(inode))
    .reduce((sum, fields) => sum + Number(fields.at(-1)), 0)
}

/** The inodes of a process's sockets; none where it has ended. */
function socketsOf(pid) {
  const folder = `/proc/${pid}/fd`
  try {
    return readdirSync(folder).flatMap(
      (number) => /^socket:\[(\d+)\]$/.exec(linkOf(`${folder}/${number}`))?.[1] ?? [],
    )
  } catch {
    return []
  }
}

/** Nothing for a file that was closed meanwhile. */
function linkOf(path) {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
