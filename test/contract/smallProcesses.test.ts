import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { literalText, nodesOf, textOf, treeOf } from '../fixtures/sourceFiles.ts'

// Processes and threads that stand beside the host cost memory for every library that they load.

/** What a file loads at once when it is loaded: neither types nor what it imports when it needs it. */
function loadedAtOnce(path: string): string[] {
  return [...nodesOf(treeOf(path, textOf(path)))].flatMap((node) => {
    if (!/^(?:Import|ExportAll|ExportNamed)Declaration$/.test(node.type)) return []
    if (node['importKind'] === 'type' || node['exportKind'] === 'type') return []
    return literalText(node['source']) ?? []
  })
}

/** All packages that a file's loading loads, by way of other files of ours too; none for those of Node itself. */
function packagesOf(path: string, seen = new Set<string>()): string[] {
  if (seen.has(path) || path.endsWith('.json')) return []
  seen.add(path)
  return loadedAtOnce(path).flatMap((name) => {
    if (name.startsWith('.')) return packagesOf(posix.join(posix.dirname(path), name), seen)
    return name.startsWith('node:') ? [] : [name]
  })
}

test.each(['main/host/cli/hearth.ts', 'main/storage/journal/storageThread.ts'])(
  '%s loads no library before it is needed',
  (path) => {
    expect(packagesOf(path)).toEqual([])
  },
)

test('what a file loads is seen through the files that it imports', () => {
  expect(packagesOf('main/storage/journal/FileJournalStore.ts')).toContain('zod')
})
