import { resolve } from 'node:path'
import { defineConfig } from 'vite'

// Three entries from one build: the Electron main process, the host's own process and the command line.
export default defineConfig({
  build: {
    ssr: true,
    outDir: resolve(import.meta.dirname, 'dist/main'),
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rollupOptions: {
      input: {
        index: resolve(import.meta.dirname, 'main/index.ts'),
        hostProcess: resolve(import.meta.dirname, 'main/host/hostProcess.ts'),
        cli: resolve(import.meta.dirname, 'main/host/cli.ts'),
      },
      external: ['electron'],
      // Beside the entries, so that every file finds the built web client at ../renderer.
      output: { chunkFileNames: '[name]-[hash].js' },
    },
  },
})
