import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesLike, importsOf, textOf } from '../fixtures/sourceFiles.ts'

// The import rules of docs/architecture.md. The linter says the same while one types; this test reads every
// file, also those that the linter was told to leave alone.

/** What a file reaches for: another file of ours, by its path below the root, or a package. */
type Target = { readonly file: string } | { readonly pkg: string }

const FOLDERS = ['protocol', 'room', 'main', 'preload', 'renderer']

function targetOf(from: string, name: string): Target {
  if (name.startsWith('.')) return { file: posix.join(posix.dirname(from), name.replace(/\?.*$/, '')) }
  if (name.startsWith('/')) return { file: name.slice(1) }
  const [scope = '', inScope] = name.replace(/^node:(\w+).*/, 'node:$1').split('/')
  return { pkg: scope.startsWith('@') ? `${scope}/${inScope}` : scope }
}

/** `main/sfu/Sfu.ts` is within `main` and `main/sfu`; `main/index.ts` is within itself and `main`. */
function within(path: string, ...folders: string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
}

/** The first two steps of a path, as in `main/sfu`; three for a feature or a screen, as in `renderer/features/chat`. */
function partOf(path: string): string {
  return path
    .split('/')
    .slice(0, within(path, 'renderer/features', 'renderer/screens', 'renderer/call') ? 3 : 2)
    .join('/')
}

const views = [
  'renderer/ui',
  'renderer/session',
  'renderer/media',
  'renderer/platform',
  'renderer/locales',
  'protocol',
  'room',
]

/** Where a file of a place may reach besides its own part. The first place that fits counts. */
const mayReach: readonly (readonly [place: string, allowed: readonly string[]])[] = [
  ['protocol', ['protocol']],
  ['room', ['room', 'protocol']],
  ['preload', ['preload', 'protocol']],
  ['main/index.ts', ['main/shell', 'renderer/locales', 'protocol']],
  ['main/host', ['renderer/locales', 'main', 'protocol', 'room']],
  [
    'main/shell',
    [
      'renderer/locales',
      'main/discovery',
      'main/supervision',
      'main/tls/fingerprints.ts',
      'protocol',
      'room',
    ],
  ],
  ['main/commandLine', []],
  ['main/network', ['protocol']],
  ['main/throttling', ['protocol']],
  ['main/api', ['renderer/locales', 'protocol', 'room']],
  ['main/sfu', ['main/supervision', 'protocol', 'room']],
  ['main', ['protocol', 'room']],
  ['renderer/ui', []],
  ['renderer/session', ['renderer/media', 'protocol', 'room']],
  ['renderer/locales', ['protocol']],
  ['renderer/platform', ['protocol', 'room']],
  ['renderer/media', ['protocol', 'room']],
  ['renderer/call/stage', views],
  ['renderer/features', [...views, 'renderer/call/stage']],
  ['renderer/screens', [...views, 'renderer/features']],
  ['renderer', ['renderer', 'protocol', 'room']],
]

/** Folders that every folder of main may reach. They reach none themselves. */
const leaves = ['main/commandLine', 'main/network', 'main/throttling']

/** Packages that live behind one door, and where the door is. */
const doors: Readonly<Record<string, readonly string[]>> = {
  electron: ['main/shell', 'main/index.ts', 'preload'],
  mediasoup: ['main/sfu'],
  'mediasoup-client': ['renderer/session/media'],
  ws: ['main/signaling'],
  'node:sqlite': ['main/storage'],
  '@photostructure/sqlite': ['main/storage'],
  pg: ['main/storage'],
}

function problem(from: string, target: Target): string | null {
  return 'file' in target ? fileProblem(from, target.file) : packageProblem(from, target.pkg)
}

function fileProblem(from: string, to: string): string | null {
  if (!within(to, ...FOLDERS))
    return to === 'package.json' && within(from, 'main') ? null : 'is no source folder'
  if (partOf(from) === partOf(to)) return null
  if (within(to, 'main/shell') && within(from, 'main/host')) return 'the host runs without the shell'
  if (to === 'main/index.ts') return 'nobody imports the entry'
  const leaf = within(from, 'main') && !within(from, 'main/index.ts', ...leaves)
  if (leaf && within(to, ...leaves)) return null
  const allowed = mayReach.find(([place]) => within(from, place))?.[1] ?? []
  return within(to, ...allowed) ? null : `may reach only ${[...allowed, partOf(from)].join(', ')}`
}

function packageProblem(from: string, pkg: string): string | null {
  const door = doors[pkg]
  if (door !== undefined) return within(from, ...door) ? null : `only ${door.join(', ')} may`
  if (within(from, 'protocol', 'room'))
    return pkg === 'zod' ? null : 'protocol and room know no package but zod'
  const react = /^react($|-)|^zustand$/.test(pkg)
  if (react && within(from, 'renderer/session')) return pkg === 'zustand' ? null : 'a session knows no React'
  if (react && !within(from, 'renderer')) return 'React belongs to the renderer'
  if (pkg.startsWith('node:') && within(from, 'renderer')) return 'a browser has no Node'
  if (pkg === '…') return 'an import whose name is computed cannot be checked'
  return null
}

const files = filesLike(...FOLDERS.map((folder) => `${folder}/**/*.{ts,tsx,mts,js,mjs,cjs,jsx}`))

test('there are files to check, in every folder', () => {
  for (const folder of FOLDERS) {
    expect(
      files.filter((path) => within(path, folder)),
      folder,
    ).not.toHaveLength(0)
  }
})

test('every import keeps to the rules', () => {
  const found = files.flatMap((from) =>
    importsOf(from, textOf(from)).flatMap((name) => {
      const wrong = problem(from, targetOf(from, name))
      return wrong === null ? [] : [`${from} imports '${name}': ${wrong}`]
    }),
  )
  expect(found).toEqual([])
})

test('a folder is a noun of the problem', () => {
  const vague = /(^|\/)(utils?|helpers?|managers?|commons?|shared|misc|lib)(\/|\.[jt]sx?$)/i
  expect(files.filter((path) => vague.test(path))).toEqual([])
})

describe('the check itself', () => {
  test('sees every way to reach another file', () => {
    const text = `
      import a, { b } from './1.ts'
      import type { C } from './2.ts'
      import './3.css'
      export { d } from './4.ts'
      export * from './5.ts'
      export type { E } from './6.ts'
      export const local = 1
      const f = await import('./7.ts')
      const g = import(\`./8/\${f}.ts\`)
      type H = import('./9.ts').H
      const i = require('./10.cjs')
      const j = new Worker(new URL('11.ts', import.meta.url))
      // import './comment.ts'
      const k = "import './string.ts'"
      const l = new URL('https://example.org')`
    expect(importsOf('main/x/y.ts', text)).toEqual([
      './1.ts',
      './2.ts',
      './3.css',
      './4.ts',
      './5.ts',
      './6.ts',
      './7.ts',
      './8/….ts',
      './9.ts',
      './10.cjs',
      './11.ts',
    ])
  })

  test.each([
    ['protocol/a.ts', '../room/b.ts'],
    ['protocol/a.ts', 'node:fs'],
    ['protocol/a.ts', 'react'],
    ['room/a.ts', '../main/rooms/Room.ts'],
    ['room/a.ts', 'ws'],
    ['main/rooms/a.ts', '../sfu/Sfu.ts'],
    ['main/sfu/a.ts', '../host/createHost.ts'],
    ['main/network/a.ts', '../host/createHost.ts'],
    ['main/network/a.ts', '../../room/room.ts'],
    ['main/throttling/a.ts', '../network/networkKey.ts'],
    ['main/index.ts', './network/networkKey.ts'],
    ['renderer/ui/a.ts', '../../main/network/networkKey.ts'],
    ['main/signaling/a.ts', '../rooms/Room.ts'],
    ['main/shell/a.ts', '../host/createHost.ts'],
    ['main/api/a.ts', '../../renderer/session/MeetingSession.ts'],
    ['main/rooms/a.ts', '../../renderer/locales/en.ts'],
    ['renderer/locales/a.ts', '../../room/features/chat.ts'],
    ['main/host/a.ts', '../shell/log.ts'],
    ['main/supervision/a.ts', '../host/createHost.ts'],
    ['main/host/a.ts', '../index.ts'],
    ['main/host/a.ts', '../../renderer/session/MeetingSession.ts'],
    ['main/host/a.ts', 'electron'],
    ['main/host/a.ts', 'mediasoup/types'],
    ['main/host/a.ts', 'ws'],
    ['main/host/a.ts', 'react-dom/server'],
    ['main/index.ts', './host/createHost.ts'],
    ['main/rooms/a.ts', 'node:sqlite'],
    ['preload/a.ts', '../main/shell/log.ts'],
    ['renderer/main.tsx', '../main/index.ts'],
    ['renderer/features/chat/a.tsx', '../people/b.tsx'],
    ['renderer/features/chat/a.tsx', '../../../preload/index.ts'],
    ['renderer/features/chat/a.tsx', 'mediasoup-client'],
    ['renderer/ui/a.tsx', '../features/chat/b.tsx'],
    ['renderer/ui/a.tsx', '../session/Meeting.ts'],
    ['renderer/ui/a.tsx', '../../room/features/chat.ts'],
    ['renderer/session/a.ts', '../features/chat/b.ts'],
    ['renderer/session/a.ts', 'react'],
    ['renderer/session/a.ts', 'react-i18next'],
    ['renderer/session/a.ts', 'mediasoup-client'],
    ['renderer/media/a.ts', '../session/Meeting.ts'],
    ['renderer/platform/a.ts', 'electron'],
    ['renderer/ui/a.ts', 'node:path'],
    ['renderer/ui/a.ts', '../../scripts/build.mjs'],
    ['renderer/ui/a.ts', '…'],
  ])('%s may not import %s', (from, name) => {
    expect(problem(from, targetOf(from, name))).not.toBeNull()
  })

  test.each([
    ['room/a.ts', '../protocol/ids.ts'],
    ['room/a.ts', 'zod'],
    ['main/host/a.ts', '../sfu/Sfu.ts'],
    ['main/host/a.ts', '../../room/room.ts'],
    ['main/sfu/a.ts', 'mediasoup/types'],
    ['main/sfu/a.ts', 'node:os'],
    ['main/sfu/a.ts', '../network/isLoopback.ts'],
    ['main/signaling/a.ts', '../throttling/Pace.ts'],
    ['main/shell/network/a.ts', '../../network/isLoopback.ts'],
    ['main/throttling/a.ts', '../../protocol/wire/method.ts'],
    ['main/signaling/a.ts', 'ws'],
    ['main/api/a.ts', '../../renderer/locales/catalogue.ts'],
    ['main/shell/a.ts', './trust/PinStore.ts'],
    ['main/shell/trust/a.ts', '../log.ts'],
    ['main/shell/a.ts', '../supervision/RestartBudget.ts'],
    ['main/shell/a.ts', '../commandLine/readFlags.ts'],
    ['main/shell/a.ts', '../discovery/Lookout.ts'],
    ['main/host/a.ts', '../supervision/RestartBudget.ts'],
    ['main/index.ts', './shell/log.ts'],
    ['main/index.ts', 'electron'],
    ['preload/index.ts', '../protocol/ipc.ts'],
    ['renderer/session/media/a.ts', 'mediasoup-client'],
    ['renderer/session/media/a.ts', '../Meeting.ts'],
    ['renderer/session/a.ts', '../media/LocalMedia.ts'],
    ['renderer/features/chat/a.tsx', '../../ui/Button.tsx'],
    ['renderer/features/chat/a.tsx', './a.css'],
    ['renderer/features/chat/a.tsx', 'react'],
    ['renderer/App.tsx', './features/chat/a.tsx'],
  ])('%s may import %s', (from, name) => {
    expect(problem(from, targetOf(from, name))).toBeNull()
  })
})
