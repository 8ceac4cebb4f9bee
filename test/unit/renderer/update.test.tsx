import { screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
// Fetched when it is first opened, which a busy machine takes long for.
import '../../../renderer/app/AppSettings.tsx'
import type { UpdateState } from '../../../protocol/ipc/update.ts'
import type { Platform } from '../../../renderer/platform/Platform.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { fakeApp, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const FEED = 'https://updates.example/hearth-update.json'

/** Home of an app with a feed that answers so. @returns what the shell was asked for besides. */
async function draw(
  answers: { check: UpdateState; install?: UpdateState },
  updateFeed: string | null = FEED,
) {
  const asked: string[] = []
  const app = fakeApp({ settings: { updateFeed } })
  const platform: Platform = {
    ...app.platform,
    update: {
      async check() {
        asked.push('check')
        return answers.check
      },
      async install() {
        asked.push('install')
        return answers.install ?? { state: 'current' }
      },
    },
  }
  return { ...(await drawApp(platform, fakeSurroundings(FakeMeeting.ready()))), app, asked }
}

test('a new version is offered on Home, and installed at a press', async () => {
  const { user, asked } = await draw({
    check: { state: 'offered', version: '0.2.0' },
    install: { state: 'installed', version: '0.2.0' },
  })
  expect(await screen.findByText('Hearth 0.2.0 is there.')).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Install' }))
  expect(await screen.findByText(/^Hearth 0\.2\.0 is installed\./)).toBeDefined()
  expect(asked).toEqual(['check', 'install'])
})

test('what was refused is said, and a feed that is out of reach is not', async () => {
  await draw({ check: { state: 'refused', code: 'update_bad_signature' } })
  expect((await screen.findByRole('alert')).textContent).toMatch(/not signed by whoever makes Hearth/)
})

test('nothing is said away from the feed', async () => {
  const { asked } = await draw({ check: { state: 'refused', code: 'update_unreachable' } })
  expect(asked).toEqual(['check'])
  expect(screen.queryByRole('alert')).toBeNull()
})

test('without a feed nobody is asked; one is taken over when it is whole, and asked at once', async () => {
  const { user, app, asked } = await draw({ check: { state: 'current' } }, null)
  expect(asked).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Settings' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }))
  const box = dialog.getByRole('textbox', { name: 'Update feed' })
  await user.type(box, 'nothing')
  await user.tab()
  expect(dialog.getByText(/^This is not an address/)).toBeDefined()
  await user.clear(box)
  await user.type(box, FEED)
  expect(asked).toEqual([])
  await user.tab()
  expect(app.calls).toEqual([`change {"updateFeed":"${FEED}"}`])
  await vi.waitFor(() => expect(asked).toEqual(['check']))
})
