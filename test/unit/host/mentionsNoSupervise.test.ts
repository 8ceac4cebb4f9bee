import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mentionsNoSupervise } from '../../../main/host/config/mentionsNoSupervise.ts'

let file: string
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'hearth-config-')), 'hearth.json')
  await writeFile(file, '{ "no-supervise": true }')
})
afterAll(() => rm(join(file, '..'), { recursive: true }))

test('is seen wherever it may be set', () => {
  expect(mentionsNoSupervise(['--port', '1', '--no-supervise'], {})).toBe(true)
  expect(mentionsNoSupervise([], { HEARTH_NO_SUPERVISE: 'yes' })).toBe(true)
  expect(mentionsNoSupervise(['--port', '1', '--config', file], {})).toBe(true)
  expect(mentionsNoSupervise([`--config=${file}`], {})).toBe(true)
  expect(mentionsNoSupervise([], { HEARTH_CONFIG: file })).toBe(true)
})

test('is not seen where nothing says it, nor in a file that is not there', () => {
  expect(mentionsNoSupervise(['--port', '1', '--relay', '--made-up'], { HEARTH_NO_SUPERVISE: '' })).toBe(
    false,
  )
  expect(mentionsNoSupervise(['--config', `${file}.gone`], {})).toBe(false)
  expect(mentionsNoSupervise([], { HEARTH_CONFIG: '' })).toBe(false)
})
