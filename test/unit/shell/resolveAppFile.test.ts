import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolveAppFile } from '../../../main/shell/page/resolveAppFile.ts'

const root = resolve('/opt/hearth/dist/renderer')

test.each([
  ['hearth-app://app/index.html', 'index.html', 'text/html; charset=utf-8'],
  ['hearth-app://app/', 'index.html', 'text/html; charset=utf-8'],
  ['hearth-app://app/index.html?room=a#b', 'index.html', 'text/html; charset=utf-8'],
  ['hearth-app://app/assets/index-1.js', 'assets/index-1.js', 'text/javascript; charset=utf-8'],
  ['hearth-app://app/assets/a%20b.css', 'assets/a b.css', 'text/css; charset=utf-8'],
  ['hearth-app://app/assets/inter.woff2', 'assets/inter.woff2', 'font/woff2'],
  ['hearth-app://app/icon.SVG', 'icon.SVG', 'image/svg+xml'],
])('%s is a file of the renderer', (address, path, mimeType) => {
  expect(resolveAppFile(root, address)).toEqual({ path: join(root, path), mimeType })
})

test.each([
  ['hearth-app://other/index.html'],
  ['hearth-app://app:80/index.html'],
  ['hearth-app://me@app/index.html'],
  ['https://app/index.html'],
  ['file:///opt/hearth/dist/renderer/index.html'],
  ['hearth-app://app/..%2fmain%2findex.js'],
  ['hearth-app://app/%2e%2e%2f%2e%2e%2fpackage.json'],
  ['hearth-app://app/assets/..%2f..%2f..%2fsecret.txt'],
  ['hearth-app://app/..%2frenderer2%2fa.js'],
  ['hearth-app://app/..%5cmain%5cindex.js'],
  ['hearth-app://app/index.html%00.js'],
  ['hearth-app://app/%'],
  ['hearth-app://app/%ff'],
  ['hearth-app://app/program.exe'],
  ['hearth-app://app/assets'],
  ['not an address'],
])('%s is nothing of ours', (address) => {
  expect(resolveAppFile(root, address)).toBeNull()
})

test('no address leads out of the folder', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '%2f',
    '/',
    '%5c',
    'a',
    'b.js',
    'index.html',
    '%00',
    '%25',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const file = resolveAppFile(root, `hearth-app://app/${pieces.join('')}.js`)
      expect(file === null || resolve(file.path).startsWith(root + '/')).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
