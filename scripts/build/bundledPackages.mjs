import fs from 'node:fs'
import path from 'node:path'
import { root } from '../bootstrap/paths.mjs'

const FOLDER = path.join(root, 'dist', '.bundled')

/**
 * A Vite plugin that writes down which npm packages went into a build, as code or as files, for the bill of materials:
 * the page's libraries are development dependencies, since Vite puts them into its own files.
 * @param {string} name of the list: `dist/.bundled/NAME.json`.
 */
export function bundledPackages(name) {
  // One build may make several bundles: each worker of the page is one.
  const packages = new Set()
  return {
    name: 'bundled-packages',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        const files = output.type === 'chunk' ? output.moduleIds : (output.originalFileNames ?? [])
        for (const file of files) packages.add(packageOf(file))
      }
      packages.delete(null)
      fs.mkdirSync(FOLDER, { recursive: true })
      fs.writeFileSync(path.join(FOLDER, `${name}.json`), JSON.stringify([...packages].sort()))
    },
  }
}

/** The names of all packages that went into the last build. */
export function readBundledPackages() {
  const lists = fs
    .readdirSync(FOLDER)
    .map((file) => JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')))
  return new Set(lists.flat())
}

/** The name of the npm package that a file belongs to; null for our own. */
function packageOf(file) {
  const inside = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*\/node_modules\/)/.exec(
    file.replaceAll('\\', '/'),
  )
  return inside?.[1] ?? null
}
