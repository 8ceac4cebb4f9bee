import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const HEARTBEAT_MS = 5_000
const STALE_MS = 60_000

/**
 * Runs `work` while no other run on this cache does the same. The holder touches its file while it
 * works, so a lock left behind by a power cut, or by a container that is gone, is taken over after a
 * minute; one left by a dead process of this machine is taken over at once. Two runs that take over the
 * same dead lock in the same instant could both go on; all work under a lock ends in a rename, so that
 * would cost time and nothing else.
 */
export async function withLock(file, onWait, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  let told = false
  while (!take(file)) {
    if (isStale(file)) {
      fs.rmSync(file, { force: true })
      continue
    }
    if (!told) onWait?.()
    told = true
    await sleep(500)
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS)
  heartbeat.unref()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    fs.rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: os.hostname() }), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function isStale(file) {
  try {
    if (Date.now() - fs.statSync(file).mtimeMs > STALE_MS) return true
    const { pid, host } = JSON.parse(fs.readFileSync(file, 'utf8'))
    return host === os.hostname() && !isAlive(pid)
  } catch {
    // Gone in the meantime, or just being written: the next try will tell.
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function touch(file) {
  try {
    fs.utimesSync(file, new Date(), new Date())
  } catch {
    // The cache folder was emptied under us; the work itself will say so if it matters.
  }
}
