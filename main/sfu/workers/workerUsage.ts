import { readFile } from 'node:fs/promises'
import type { types } from 'mediasoup'
import { type MediaLog, unlessClosed } from '../routing/unlessClosed.ts'

/** What a worker process has used. */
export interface WorkerUsage {
  /** User and system time since it was started. */
  readonly cpuSeconds: number
  /** Resident now on Linux; elsewhere the peak, which is what the worker itself can tell. */
  readonly memoryBytes: number
}

/** A worker that hangs must not make whoever reads the metrics hang as well. */
const ANSWER_MS = 500

/** Null for a worker that does not answer: one that hangs, or that dies just now. */
export async function workerUsage(worker: types.Worker, log: MediaLog): Promise<WorkerUsage | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ANSWER_MS)
  })
  const { pid } = worker
  const asking = worker.getResourceUsage()
  asking.catch(unlessClosed(worker, log, 'asking a worker what it uses', { pid }))
  const asked = asking.catch(() => null)
  const [used, resident] = await Promise.all([Promise.race([asked, late]), residentBytes(pid)])
  clearTimeout(timer)
  if (used === null) return null
  const cpuSeconds = (used.ru_utime + used.ru_stime) / 1000
  return { cpuSeconds, memoryBytes: resident ?? used.ru_maxrss * 1024 }
}

/** Null where the system tells it elsewhere, and for a process that ends just now. */
async function residentBytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? []
  return kibibytes === undefined ? null : Number(kibibytes) * 1024
}
