import path from 'node:path'
import { root } from '../bootstrap/paths.mjs'
import { COMMON_SOURCES, TARGETS } from './targets.mjs'

/**
 * A Vite plugin that fails a build whose bundle holds a file outside the sources that its target names: a change to such a
 * file would not ask for a new build, and tests and the app would run the old one.
 * @param {string} name of the target.
 */
export function coveredSources(name) {
  const target = TARGETS.find((one) => one.name === name)
  const places = [...target.sources, ...COMMON_SOURCES, target.config]
  return {
    name: 'covered-sources',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        const files = output.type === 'chunk' ? output.moduleIds : (output.originalFileNames ?? [])
        const missing = files.map(ownPath).find((file) => file !== null && !isWithin(file, places))
        if (missing === undefined) continue
        this.error(
          `${missing} goes into the build of ${name}, but targets.mjs does not name it among the sources of ${name}.`,
        )
      }
    },
  }
}

/** A file's path below the checkout; null for packages and for modules that Vite itself makes up. */
function ownPath(file) {
  const [plain] = file.split('?')
  if (!path.isAbsolute(plain)) return null
  const below = path.relative(root, plain).split(path.sep).join('/')
  return below.startsWith('../') || below.includes('node_modules/') ? null : below
}

/** Whether a path is one of the places or lies below one of them. */
export function isWithin(file, places) {
  return places.some((place) => file === place || file.startsWith(`${place}/`))
}
