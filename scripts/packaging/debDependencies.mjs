import fs from 'node:fs'
import path from 'node:path'
import { Failure } from '../bootstrap/failure.mjs'
import { run } from '../bootstrap/run.mjs'

/**
 * What Electron opens by its name while it runs, so that no program's list of libraries has it. Of several that would do,
 * the smallest comes first: that is the one which apt installs.
 */
const OPENED_LATER = [
  'libx11-xcb1',
  'libnotify4',
  'libsecret-1-0',
  'xdg-utils',
  'libglib2.0-bin | gvfs | trash-cli | kde-cli-tools',
]
/** What works without, and is better with: sound servers, screens under Wayland, a password dialog for updates, emoji. */
export const RECOMMENDED = [
  'libpulse0',
  'libpipewire-0.3-0 | libpipewire-0.3-0t64',
  'pkexec | policykit-1',
  'fonts-noto-color-emoji',
]
const ELF = Buffer.from('\u007FELF')

/**
 * The Debian packages that an unpacked app needs: whoever brings the libraries that its programs name, and what is
 * opened later. Names are those of this computer's release, as the media worker may have been built for it.
 *
 * @throws {Failure} where a library is not there, or belongs to no package.
 */
export async function debDependencies(folder) {
  const libraries = new Set()
  for (const program of programsIn(folder)) for (const file of await librariesOf(program)) libraries.add(file)
  const foreign = [...libraries].filter((file) => !file.startsWith(`${folder}${path.sep}`))
  const packages = await packagesOf(foreign)
  return [...new Set([...packages.toSorted(), ...OPENED_LATER])]
}

function programsIn(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter(isElf)
}

function isElf(file) {
  const start = Buffer.alloc(ELF.length)
  const opened = fs.openSync(file, 'r')
  fs.readSync(opened, start, 0, start.length, 0)
  fs.closeSync(opened)
  return start.equals(ELF)
}

/** The files of the libraries that a program itself names; what those need in turn is their packages' business. */
async function librariesOf(program) {
  const { lines } = await run('objdump', ['--private-headers', program])
  const named = lines.flatMap((line) => line.match(/^\s*NEEDED\s+(\S+)/)?.[1] ?? [])
  // A native module comes for every C library; Debian's is the other one.
  if (named.some((name) => name.startsWith('libc.musl-'))) return []
  const found = new Map(
    (await run('ldd', [program])).lines.flatMap((line) => {
      const [, name, file] = line.match(/^\s*(\S+) => (\/\S+) \(/) ?? []
      return name === undefined ? [] : [[name, file]]
    }),
  )
  return named
    .filter((name) => !name.startsWith('ld-linux'))
    .map((name) => {
      const file = found.get(name)
      if (file === undefined) throw new Failure(`${path.basename(program)} needs ${name}, which is not here.`)
      return file
    })
}

/** Whose packages these files are. One question for all of them: each reads the lists of everything that is installed. */
async function packagesOf(files) {
  const places = new Map(files.map((file) => [file, placesOf(file)]))
  const { lines } = await run('dpkg-query', ['--search', ...new Set([...places.values()].flat())])
  const owners = new Map(
    lines.flatMap((line) => {
      const [, name, place] = line.match(/^([a-z\d.+-]+)(?::\w+)?: (\/.+)$/) ?? []
      return name === undefined ? [] : [[place, name]]
    }),
  )
  return files.map((file) => {
    const place = places.get(file).find((one) => owners.has(one))
    if (place === undefined) throw new Failure(`No installed package has ${file}, which Hearth needs.`)
    return owners.get(place)
  })
}

/** A library is found in /lib, and its package may have put it into /usr/lib, to which that is a link. */
function placesOf(file) {
  return [file, `/usr${file}`, file.replace(/^\/usr/, ''), fs.realpathSync(file)]
}
