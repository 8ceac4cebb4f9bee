import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchApp, type RunningApp } from '../fixtures/launchApp.ts'

let folder: string
let running: RunningApp | null = null

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-policy-'))
})
afterEach(() => running?.stop())
afterAll(() => rm(folder, { recursive: true }))

/** The app on a computer that an administrator manages. */
async function launchManaged(policy: string): Promise<RunningApp> {
  const file = join(folder, 'policy.json')
  await writeFile(file, policy)
  running = await launchApp({ words: ['--port', '0'], env: { HEARTH_POLICY_FILE: file } })
  return running
}

const ask = (
  { page }: RunningApp,
  call: 'settings.change' | 'hosting.start' | 'screens.list',
  params: object,
) => page.evaluate(([name, given]) => window.hearth?.[name](given as never), [call, params] as const)

test('a choice is in force at once and kept', async () => {
  running = await launchApp()
  const { app, page, userData } = running
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('Dark')
  await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  await expect
    .poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor))
    .toBe('rgb(21, 20, 19)')
  const kept = () => readFile(join(userData, 'settings.json'), 'utf8').then(JSON.parse, () => null)
  await expect.poll(kept).toEqual({ version: 1, theme: 'dark' })
})

test('what an administrator has set cannot be changed, by the interface or past it', async () => {
  const app = await launchManaged(
    '{ "theme": "dark", "hosting": false, "screenShare": false, "port": 9000, "hosts": ["https://10.0.0.9:8443/"] }',
  )
  const { page } = app
  await page.getByRole('combobox', { name: 'Host of the room' }).waitFor()
  expect(await page.getByRole('button', { name: 'Host a meeting' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Settings' }).click()
  const theme = page.getByRole('combobox', { name: 'Colours' })
  expect([await theme.isDisabled(), await theme.inputValue()]).toEqual([true, 'dark'])
  await page.getByText('Managed by your organisation').waitFor()
  expect(await ask(app, 'settings.change', { theme: 'light' })).toMatchObject({ ok: false, code: 'managed' })
  expect(await ask(app, 'hosting.start', { announce: false })).toMatchObject({
    ok: true,
    result: { state: 'failed', code: 'turned_off' },
  })
  expect(await ask(app, 'screens.list', {})).toMatchObject({ ok: false, code: 'turned_off' })
  expect(await app.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
})

test('a broken policy is said with its code and opens nothing', async () => {
  const app = await launchManaged('{ "hostng": false }')
  await app.page.getByText('(policy_unknown_key)').waitFor()
  expect(await ask(app, 'hosting.start', { announce: false })).toMatchObject({
    ok: true,
    result: { state: 'failed', code: 'turned_off' },
  })
})
