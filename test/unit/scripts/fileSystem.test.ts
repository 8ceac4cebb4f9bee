import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from '../../../scripts/bootstrap/lock.mjs'
import { run } from '../../../scripts/bootstrap/run.mjs'
import { fingerprint } from '../../../scripts/build/fingerprint.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-scripts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('fingerprint', () => {
  it('stays while nothing changes and changes with every kind of change', () => {
    const now = () => fingerprint(folder, ['a', 'missing'])
    const prints = [now()]
    writeFileSync(join(folder, 'a'), 'one')
    prints.push(now())
    writeFileSync(join(folder, 'a'), 'longer')
    prints.push(now())
    utimesSync(join(folder, 'a'), 1, 1)
    prints.push(now())
    rmSync(join(folder, 'a'))
    expect(now()).toBe(prints[0])
    expect(new Set(prints).size).toBe(4)
  })
})

describe('withLock', () => {
  it('lets one work at a time', async () => {
    const events: string[] = []
    const { promise: somebodyWaits, resolve: waits } = Promise.withResolvers<void>()
    const work = (name: string) => async () => {
      events.push(`${name} in`)
      await somebodyWaits
      events.push(`${name} out`)
    }
    const file = join(folder, 'lock')
    await Promise.all([
      withLock(file, undefined, work('a')),
      withLock(
        file,
        () => {
          events.push('b waits')
          waits()
        },
        work('b'),
      ),
    ])
    expect(events).toEqual(['a in', 'b waits', 'a out', 'b in', 'b out'])
  })

  it('takes over the lock of a process that is gone', async () => {
    const file = join(folder, 'lock')
    // A process id past every system's limit.
    writeFileSync(file, JSON.stringify({ pid: 2 ** 30, host: hostname() }))
    expect(await withLock(file, undefined, async () => readFileSync(file, 'utf8'))).toContain(
      String(process.pid),
    )
  })
})

describe('run', () => {
  it('keeps the last lines of both streams and the exit code', async () => {
    const script =
      'console.log("one"); console.error("two"); process.stdout.write("three"); process.exitCode = 3'
    const { code, lines } = await run(process.execPath, ['-e', script])
    expect(code).toBe(3)
    // The two streams may arrive in any order.
    expect(new Set(lines)).toEqual(new Set(['one', 'two', 'three']))
    expect(lines).toHaveLength(3)
  })

  it('answers like a shell for a program that is missing or takes too long', async () => {
    expect((await run('/nonexistent/program', [])).code).toBe(127)
    const endless = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 300 })
    expect(endless.code).toBe(124)
  })
})
