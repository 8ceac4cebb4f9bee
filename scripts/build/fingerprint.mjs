import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/**
 * A short text that changes whenever a file below the named places is added, removed or written. It looks at sizes
 * and times of change only, never into the files, so a tree of thousands costs a few milliseconds.
 */
export function fingerprint(root, places) {
  const hash = createHash('sha256')
  for (const place of places) visit(root, place, hash)
  return hash.digest('hex')
}

function visit(root, place, hash) {
  const file = path.join(root, place)
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (!stat) hash.update(`${place} absent\n`)
  else if (!stat.isDirectory()) hash.update(`${place} ${stat.size} ${stat.mtimeMs}\n`)
  // Sorted, since the order in which a folder is read differs between file systems.
  else for (const name of fs.readdirSync(file).sort()) visit(root, path.join(place, name), hash)
}
