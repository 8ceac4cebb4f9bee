import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { hasApt } from '../bootstrap/apt.mjs'
import { Failure } from '../bootstrap/failure.mjs'
import { cacheDirectory, root } from '../bootstrap/paths.mjs'
import { run } from '../bootstrap/run.mjs'

/** Where the distribution's own packages come from; what else somebody has added has no place in a bare system. */
const SOURCES = ['sources.list.d/debian.sources', 'sources.list.d/ubuntu.sources', 'sources.list']
const LEAN = ['doc', 'man', 'info', 'locale'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`)

/** What an update asks for an administrator's leave with: their packages lie in the system, and are not installed. */
const ASIDE = ['pkexec', 'polkitd', 'dbus']
/** Where they lie. */
export const ASIDE_FOLDER = '/opt/aside'

/**
 * The folder of a system of this computer's release in which nothing is installed but what every system has, and what a
 * package asks for: with all that this asks for in turn, and without what is only recommended. Nothing must be written there.
 * {@link ASIDE_FOLDER} has the packages of what an update needs besides.
 *
 * @param depends as the package's control file has it.
 * @returns that folder, whether it has been made or not, and the release's name.
 */
export function bareSystemFor(depends) {
  const release = /^VERSION_CODENAME=(\S+)$/m.exec(fs.readFileSync('/etc/os-release', 'utf8'))?.[1] ?? ''
  const key = createHash('sha256')
    .update([release, depends, ...ASIDE].join('\n'))
    .digest('hex')
    .slice(0, 12)
  return { release, folder: path.join(cacheDirectory(), `bare-root-${key}`) }
}

/**
 * Makes the system in which the Debian package is tried, before any test runs: it comes from the distribution's servers, and
 * tests ask nobody outside this computer. It stays in the cache for whenever a package asks for the same.
 *
 * @throws {Failure} where it cannot be made.
 */
export async function ensureBareSystem(reporter, env) {
  if (process.platform !== 'linux' || !hasApt()) return
  const packing = await reporter.step('Debian package to try', 'about 15 s', () =>
    run(process.execPath, [path.join(root, 'scripts/package.mjs'), '--test-build'], { cwd: root, env }),
  )
  if (packing.code !== 0) throw new Failure(`The Debian package could not be made:\n${packing.output}`)
  const made = path.join(root, 'release/test-build-do-not-publish')
  const file = path.join(made, fs.readdirSync(made).find((name) => name.endsWith('.deb')) ?? '')
  const { lines } = await run('dpkg-deb', ['--field', file, 'Depends'])
  const depends = lines.join(' ').trim()
  const { release, folder } = bareSystemFor(depends)
  if (fs.existsSync(folder)) return reporter.done('Bare system', folder)
  await reporter.step('Bare system to try the package in', 'about a minute', () =>
    make(depends, release, folder, env),
  )
}

async function make(depends, release, folder, env) {
  fs.mkdirSync(path.dirname(folder), { recursive: true })
  const making = fs.mkdtempSync(path.join(path.dirname(folder), 'making-'))
  const system = path.join(making, 'root')
  const sources = SOURCES.map((file) => path.join('/etc/apt', file)).filter((file) => fs.existsSync(file))
  // Of several packages that would do, apt takes the first as well.
  const packages = depends.split(',').map((one) => one.trim().replace(/\s*[(|].*/, ''))
  const fetched = `apt-get install --download-only --yes --no-install-recommends ${ASIDE.join(' ')}`
  const words = [
    '--variant=minbase',
    ...LEAN,
    `--include=${packages.join(',')}`,
    `--customize-hook=chroot "$1" sh -c "${fetched} && mkdir ${ASIDE_FOLDER} && cp /var/cache/apt/archives/*.deb ${ASIDE_FOLDER}"`,
    release,
    system,
  ]
  try {
    const { code, output } = await run('mmdebstrap', [...words, ...sources], {
      env: { ...env, PATH: `${env.PATH}:/usr/sbin:/sbin` },
    })
    if (code !== 0) throw new Failure(`The bare system could not be made:\n${output}`)
    fs.renameSync(system, folder)
  } finally {
    fs.rmSync(making, { recursive: true, force: true })
  }
}
