import { readFileSync } from 'node:fs'

const TICK_MS = 10

/** A process and all that it has started, and so on. */
export function familyOf(pid) {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(familyOf)]
}

/** Milliseconds of CPU that processes have used since they began. */
export function cpuMs(pids) {
  return pids.reduce((sum, pid) => {
    // The name, which stands in brackets, may hold anything.
    const fields = read(`/proc/${pid}/stat`).split(') ').at(-1).split(' ')
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS
  }, 0)
}

/** Memory in MiB, what is shared with other processes counted by its share (PSS). */
export function pssMiB(pids) {
  return pids.reduce((sum, pid) => {
    const [, kib = 0] = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? []
    return sum + Number(kib) / 1024
  }, 0)
}

/** Whether it is a media worker's program. */
export function isWorker(pid) {
  return read(`/proc/${pid}/cmdline`).includes('mediasoup-worker')
}

/** Nothing, where the process has ended. */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
