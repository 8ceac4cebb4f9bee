import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/** Puts the bare application's page script, with its one library, into a new folder. @returns the folder. */
export async function bundlePage() {
  const outDir = await mkdtemp(join(tmpdir(), 'hearth-bare-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      target: 'chrome130',
      lib: {
        entry: resolve(import.meta.dirname, 'page.mjs'),
        formats: ['es'],
        fileName: () => 'page.js',
      },
    },
  })
  return outDir
}
