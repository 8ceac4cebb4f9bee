/**
 * What `npm run build` makes. `sources` are the files and folders whose change asks for a new build of that part
 * alone; the lockfile and the build's own settings count for all of them. `coveredSources` fails a build that reads more.
 */
export const TARGETS = [
  {
    name: 'renderer',
    config: 'vite.renderer.config.ts',
    sources: ['renderer', 'room', 'protocol'],
    output: 'dist/renderer/index.html',
  },
  {
    name: 'main',
    config: 'vite.main.config.ts',
    sources: ['main', 'room', 'protocol', 'renderer/locales'],
    output: 'dist/main/cli.js',
  },
  {
    name: 'preload',
    config: 'vite.preload.config.ts',
    sources: ['preload', 'protocol'],
    output: 'dist/preload/index.cjs',
  },
]

export const COMMON_SOURCES = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build']
