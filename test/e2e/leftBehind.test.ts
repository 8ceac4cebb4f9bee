import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { isLeftBehind, ownerMark } from '../fixtures/ownerMark.ts'
import { removeLeftBehind } from '../fixtures/removeLeftBehind.ts'

const toldSchema = z.object({ name: z.string(), folder: z.string(), pid: z.number() })
const patience = { interval: 50 }

const isThere = ({ name, folder }: z.infer<typeof toldSchema>) => [
  existsSync(`/run/netns/${name}`),
  existsSync(folder),
]
/** A process that has ended and that nobody has asked about yet still has its entry, but nothing behind it. */
const runs = ({ pid }: z.infer<typeof toldSchema>) => existsSync(`/proc/${pid}/exe`)

test('what a killed run has left behind is taken away with its programs, and never before it is gone', async () => {
  const run = spawn(process.execPath, [resolve(import.meta.dirname, '../fixtures/leaveBehind.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: run.stdout })[Symbol.asyncIterator]()
  const left = toldSchema.parse(JSON.parse((await lines.next()).value ?? ''))
  await removeLeftBehind()
  expect([isThere(left), runs(left)]).toEqual([[true, true], true])

  const ended = once(run, 'exit')
  run.kill('SIGKILL')
  await ended
  expect(runs(left), 'it has outlived its run').toBe(true)
  await removeLeftBehind()
  expect(isThere(left)).toEqual([false, false])
  await expect.poll(() => runs(left), patience).toBe(false)
})

test('a mark belongs to one process alone, also after its number was given again', () => {
  expect(isLeftBehind(`hearth-lan-${ownerMark}-1-0`)).toBe(false)
  expect(isLeftBehind(`hearth-lan-${process.pid}t1-1-0`)).toBe(true)
  expect(isLeftBehind('hearth-lan-4194305t1-1-0')).toBe(true)
  for (const other of ['hearth-4194305-1-0', 'somebody', 'hearth-lan-x'])
    expect(isLeftBehind(other)).toBe(false)
})
