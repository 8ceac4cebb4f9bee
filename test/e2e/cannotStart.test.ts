import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let browser: Browser

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

async function open(prepare: (page: Page) => Promise<unknown>): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage({ ignoreHTTPSErrors: true })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await prepare(page)
  await page.goto(`${host.base}?room=demo&username=Alice`)
  return { page, errors }
}

/** Waits for a title, which must be in sight without scrolling. */
async function titled(page: Page, name: string): Promise<void> {
  const title = page.getByRole('heading', { name })
  await title.waitFor()
  const [box, size] = [await title.boundingBox(), page.viewportSize()]
  expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(size?.height ?? 0)
}

const drawn = (page: Page) => page.locator('#root > *').count()

it.each([
  ['promises', 'delete Promise.withResolvers'],
  ['expressions', 'RegExp = function () { throw new SyntaxError("Invalid flags") }'],
  ['style sheets', 'CSS.supports = () => false'],
])('a browser with %s that are too old gets a plain page that says which are not', async (_what, script) => {
  const { page } = await open((opened) => opened.addInitScript(script))
  await titled(page, 'Update your browser')
  await page.getByText('Firefox 128').waitFor()
  expect(await drawn(page)).toBe(0)
  await page.close()
})

it('a page whose files did not come says so and loads again', async () => {
  const { page } = await open((opened) => opened.route(/\/assets\/names-/, (route) => route.abort()))
  await titled(page, 'Hearth didn’t load')
  await page.unroute(/\/assets\/names-/)
  await page.getByRole('button', { name: 'Load again' }).click()
  await page.getByRole('button', { name: 'Join', exact: true }).waitFor()
  expect(await page.getByRole('heading', { name: 'Hearth didn’t load' }).isVisible()).toBe(false)
  await page.close()
})

it('a page without scripts says that it needs them', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(host.base)
  await titled(page, 'Turn on JavaScript')
  await context.close()
})

it('what starts shows nothing of that, and no page error', async () => {
  const { page, errors } = await open(async () => undefined)
  await page.getByRole('button', { name: 'Join', exact: true }).waitFor()
  expect(await page.locator('#cannot-start').isVisible()).toBe(false)
  expect(errors).toEqual([])
  await page.close()
})
