import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { bundledPackages } from './scripts/build/bundledPackages.mjs'
import { coveredSources } from './scripts/build/coveredSources.mjs'
import { loadPart } from './scripts/build/loadPart.mjs'

// Built once, served twice: by the app's own scheme and by the host to browser guests.
// Every path is relative, so that the page also works below a path prefix.
export default defineConfig({
  root: resolve(import.meta.dirname, 'renderer'),
  base: './',
  resolve: { alias: [{ find: /^zod$/, replacement: resolve(import.meta.dirname, 'renderer/app/zod.ts') }] },
  plugins: [react(), loadPart(), bundledPackages('renderer'), coveredSources('renderer')],
  worker: { format: 'es', plugins: () => [bundledPackages('workers'), coveredSources('renderer')] },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    // The oldest browsers that guests may come with, and the app's own. renderer/public/browserCheck.js turns older ones away.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    // A font or picture inlined as a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
  },
})
