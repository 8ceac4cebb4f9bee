import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { sandboxRefusal } from '../../../main/shell/launch/sandboxRefusal.ts'

const APPIMAGE = '/home/ada/Hearth.AppImage'

test.each([undefined, '', 'false', '0', 'no'])(
  'an AppImage whose starter leaves the sandbox off does not run, with HEARTH_NO_SANDBOX=%s',
  (agreed) => {
    const refusal = sandboxRefusal({ off: true, appImage: APPIMAGE, agreed })
    expect(refusal).toMatch(/sandbox is off, so Hearth was not started.*HEARTH_NO_SANDBOX=true/)
  },
)

test('it runs where somebody says so, where the sandbox is on, and in packages that leave nothing off', () => {
  for (const agreed of ['true', '1', 'YES', 'on'])
    expect(sandboxRefusal({ off: true, appImage: APPIMAGE, agreed })).toBeNull()
  expect(sandboxRefusal({ off: false, appImage: APPIMAGE, agreed: undefined })).toBeNull()
  expect(sandboxRefusal({ off: true, appImage: undefined, agreed: undefined })).toBeNull()
})

test('no package is told to leave it off', async () => {
  const config = await readFile(new URL('../../../electron-builder.yml', import.meta.url), 'utf8')
  expect(config).not.toContain('--no-sandbox')
  // Left out, the packer would put `--no-sandbox` into the entry of the AppImage's menu.
  expect(config).toMatch(/^appImage:\n(?: +#.*\n)* {2}executableArgs: \[\]$/m)
})
