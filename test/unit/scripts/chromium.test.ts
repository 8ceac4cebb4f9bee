import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chromiumCandidates, findHeadlessShell } from '../../../scripts/bootstrap/chromium.mjs'

it('looks through PATH on Linux, for Chromium before Chrome', () => {
  const found = chromiumCandidates({ PATH: '/usr/local/bin:/usr/bin' }, 'linux')
  expect(found[0]).toBe('/usr/local/bin/chromium')
  expect(found.indexOf('/usr/bin/chromium')).toBeLessThan(found.indexOf('/usr/local/bin/google-chrome'))
})

it('looks where the installers put Chrome elsewhere', () => {
  expect(chromiumCandidates({}, 'darwin')[0]).toMatch(/^\/Applications\/Google Chrome\.app\//)
  expect(chromiumCandidates({ ProgramFiles: 'C:\\Program Files' }, 'win32')).toEqual([
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ])
})

it.each(['linux', 'darwin', 'win32'] as const)('prefers the named one on %s', (platform) => {
  expect(chromiumCandidates({ HEARTH_CHROMIUM: '/opt/chrome', PATH: '/usr/bin' }, platform)[0]).toBe(
    '/opt/chrome',
  )
})

it('finds the headless shell by its name, or says that there is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-shell-'))
  const shell = join(folder, 'chromium-headless-shell')
  expect(findHeadlessShell({ PATH: `/nowhere:${folder}` }, 'linux')).toBeUndefined()
  writeFileSync(shell, '')
  expect(findHeadlessShell({ PATH: `/nowhere:${folder}` }, 'linux')).toBe(shell)
  expect(findHeadlessShell({ HEARTH_HEADLESS_SHELL: shell }, 'darwin')).toBe(shell)
})
