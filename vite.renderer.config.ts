import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Built once, served twice: by the app's own scheme and by the host to browser guests.
// Every path is relative, so that the page also works below a path prefix.
export default defineConfig({
  root: resolve(import.meta.dirname, 'renderer'),
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // A font or picture inlined as a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
  },
})
