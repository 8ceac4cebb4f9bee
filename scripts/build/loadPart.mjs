import { resolve } from 'node:path'

/** By which Vite knows what it puts around each `import()`. */
const HELPER = '\0vite/preload-helper.js'

/** A plugin of Vite that has the parts of the page loaded by our own helper, which can try again: renderer/platform/loadPart.ts. */
export function loadPart() {
  const file = resolve(import.meta.dirname, '../../renderer/platform/loadPart.ts')
  return {
    name: 'hearth:load-part',
    enforce: 'pre',
    load: {
      filter: { id: HELPER },
      handler: (id) =>
        id === HELPER ? `export { loadPart as __vitePreload } from ${JSON.stringify(file)}` : undefined,
    },
  }
}
