import { resolve } from 'node:path'

/** By which Vite knows what it puts around each `import()`. An expression: a string would be taken for a glob. */
const HELPER = /^\0vite\/preload-helper\.js$/

/** A plugin of Vite that has the parts of the page loaded by our own helper, which can try again: renderer/platform/loadPart.ts. */
export function loadPart() {
  const file = resolve(import.meta.dirname, '../../renderer/platform/loadPart.ts')
  return {
    name: 'hearth:load-part',
    enforce: 'pre',
    load: {
      filter: { id: HELPER },
      handler: () => `export { loadPart as __vitePreload } from ${JSON.stringify(file)}`,
    },
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap(({ moduleIds }) => moduleIds ?? [])
      if (!files.includes(file))
        this.error('Vite has loaded the parts of the page by its own helper and not by ours.')
    },
  }
}
