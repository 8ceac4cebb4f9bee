import { readdir, readFile, readlink } from 'node:fs/promises'
import type { Reached } from './parseNetLog.ts'

const TABLES = [
  ['tcp', 'tcp'],
  ['tcp6', 'tcp'],
  ['udp', 'udp'],
  ['udp6', 'udp'],
] as const

/**
 * The other ends of all sockets that a process and its descendants have open now, by the kernel's own tables (Linux). A UDP
 * socket that talks to several has no other end there.
 *
 * @throws Error where there are no such tables.
 */
export async function listOpenSockets(pid: number): Promise<readonly Reached[]> {
  const family = await descendants(pid)
  const inodes = new Set((await Promise.all(family.map(socketsOf))).flat())
  const found = await Promise.all(TABLES.map(async ([table, how]) => ends(await lines(table), inodes, how)))
  return found.flat()
}

/** A process may end while it is looked at, or guard itself: then it has no sockets to show. */
async function socketsOf(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`
  const names = await readdir(folder).catch(() => [])
  const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')))
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [])
}

async function descendants(root: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')))
  // The parent stands behind the name, which may have anything in it but ends with the last bracket.
  const parents = new Map(
    stats.map((stat, index) => [pids[index] ?? 0, Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2])]),
  )
  const family = new Set([root])
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid)
  }
  return [...family]
}

async function lines(table: string): Promise<readonly string[]> {
  const text = await readFile(`/proc/self/net/${table}`, 'latin1')
  return text.split('\n').slice(1)
}

function ends(rows: readonly string[], inodes: ReadonlySet<string>, how: Reached['how']): readonly Reached[] {
  return rows.flatMap((row) => {
    const columns = row.trim().split(/\s+/)
    const [address = '', port = ''] = (columns[2] ?? '').split(':')
    if (port === '' || port === '0000' || !inodes.has(columns[9] ?? '')) return []
    return [{ how, place: placeOf(address, Number.parseInt(port, 16)) }]
  })
}

/** The tables have addresses as words of 32 bits in the order of an Intel processor. */
function placeOf(hex: string, port: number): string {
  const bytes = Buffer.from(hex, 'hex')
  bytes.swap32()
  const mapped = bytes.length === 16 && bytes.subarray(0, 12).toString('hex') === `${'0'.repeat(20)}ffff`
  if (bytes.length === 4 || mapped) return `${[...bytes.subarray(-4)].join('.')}:${port}`
  const groups = Array.from({ length: 8 }, (_group, index) => bytes.readUInt16BE(index * 2).toString(16))
  return `[${groups.join(':')}]:${port}`
}
