import fs from 'node:fs'
import path from 'node:path'

/**
 * What a test build does otherwise: it runs on the development runtime, which has no SQLite of its own.
 * @param {string} output where the unpacked app goes.
 * @param {string | undefined} runtime folder of the development Electron; the installed one where left out.
 */
export function testBuildConfig(output, runtime) {
  return {
    directories: { output, buildResources: 'packaging' },
    ...(runtime && {
      electronDist: runtime,
      electronVersion: fs.readFileSync(path.join(runtime, 'version'), 'utf8').trim(),
    }),
    extraMetadata: { version: testVersion() },
    files: [
      {
        from: 'node_modules/@photostructure/sqlite',
        to: 'node_modules/@photostructure/sqlite',
        filter: ['package.json', 'dist/**', `prebuilds/linux-${process.arch}/**`],
      },
      { from: 'node_modules/node-gyp-build', to: 'node_modules/node-gyp-build' },
    ],
    asarUnpack: ['**/*.node'],
  }
}

/** Sorts before every published version, for npm and for Debian alike. */
function testVersion() {
  const { version } = JSON.parse(fs.readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return `${version}-dev`
}
