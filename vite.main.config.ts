import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import { bundledPackages } from './scripts/build/bundledPackages.mjs'
import { coveredSources } from './scripts/build/coveredSources.mjs'

// From one build: the Electron main process, the host's own process, the command line and the storage's thread.
export default defineConfig({
  plugins: [bundledPackages('main'), coveredSources('main')],
  // Libraries become part of the few files: to find and read them one by one takes longer than all else at a start.
  ssr: { noExternal: true },
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
        cli: resolve(import.meta.dirname, 'main/host/cli/hearth.ts'),
        // The thread that a host's storage starts by this very name.
        storageThread: resolve(import.meta.dirname, 'main/storage/journal/storageThread.ts'),
      },
      external: ['electron', '@photostructure/sqlite'],
      // Beside the entries, so that every file finds the built web client at ../renderer.
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // Apart from texts that go beyond Latin-1, for which the engine would take two bytes for each letter of the file.
        advancedChunks: { groups: [{ name: 'mediasoup', test: /node_modules\/mediasoup\// }] },
        // Names stay, for whoever reads a stack trace in a log.
        minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
      },
    },
  },
})
