import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import { coveredSources } from './scripts/build/coveredSources.mjs'

// A sandboxed preload script must be one CommonJS file.
export default defineConfig({
  plugins: [coveredSources('preload')],
  ssr: { noExternal: true },
  build: {
    ssr: resolve(import.meta.dirname, 'preload/index.ts'),
    outDir: resolve(import.meta.dirname, 'dist/preload'),
    emptyOutDir: true,
    target: 'chrome130',
    rollupOptions: {
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'index.cjs' },
    },
  },
})
