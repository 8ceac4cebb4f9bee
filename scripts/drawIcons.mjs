/**
 * `node scripts/env.mjs -- node scripts/drawIcons.mjs`: draws the app's icons for all platforms from
 * renderer/styles/icon.svg into packaging/icons. What it writes is committed; run it when the drawing changes.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { appleIcons, windowsIcons } from './packaging/iconFiles.mjs'

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const root = resolve(import.meta.dirname, '..')
const folder = join(root, 'packaging/icons')

const drawing = await readFile(join(root, 'renderer/styles/icon.svg'), 'utf8')
const browser = await chromium.launch({
  executablePath: process.env.HEARTH_CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  await mkdir(folder, { recursive: true })
  const page = await browser.newPage()
  const pictures = new Map()
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size })
    const sized = drawing.replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `)
    await page.setContent(`<body style="margin:0;background:transparent">${sized}</body>`)
    const picture = await page.screenshot({ omitBackground: true })
    pictures.set(size, picture)
    await writeFile(join(folder, `${size}x${size}.png`), picture)
  }
  // Built into the shell, which shows it beside the clock.
  await writeFile(join(root, 'main/shell/desktop/tray.png'), pictures.get(32))
  await writeFile(join(folder, 'icon.ico'), windowsIcons(pictures))
  await writeFile(join(folder, 'icon.icns'), appleIcons(pictures))
  console.log(`Drew ${SIZES.length} sizes into ${folder}.`)
} finally {
  await browser.close()
}
