import fs from 'node:fs'
import { Failure } from './failure.mjs'
import { run } from './run.mjs'

let listsAreFresh = false

/** Debian, Ubuntu and their kin: a system whose packages this bootstrap knows by name. */
export function hasApt() {
  return process.platform === 'linux' && fs.existsSync('/usr/bin/apt-get')
}

/** Debian itself: its kin lack some of its packages. */
export function isDebian(release = '/etc/os-release') {
  return hasApt() && fs.existsSync(release) && /^ID=debian$/m.test(fs.readFileSync(release, 'utf8'))
}

/**
 * Those of the packages that are not installed. An entry may list names that a package has had
 * (`libasound2|libasound2t64`); any one of them will do.
 */
export async function missingPackages(entries) {
  const names = entries.flatMap((entry) => entry.split('|'))
  // The answer has a line for each package that dpkg has heard of; its exit code only says that some are unknown.
  const { lines } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names])
  return notInstalled(entries, lines)
}

export function notInstalled(entries, dpkgLines) {
  const installed = new Set(
    dpkgLines.filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0].split(':')[0]),
  )
  return entries.filter((entry) => !entry.split('|').some((name) => installed.has(name)))
}

/**
 * Installs packages without a question. Only root can; for everybody else the error is the one command to
 * run. `purpose` completes the sentence "... is needed for".
 */
export async function installPackages(reporter, entries, purpose) {
  if (entries.length === 0) return
  if (process.getuid?.() !== 0) throw new Failure(installAdvice(entries, purpose))
  await reporter.step(`System packages for ${purpose}`, 'a minute or two', async (news) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const options = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3']
    if (!listsAreFresh) {
      news('reading the package lists')
      // One unreachable source must not stop the rest; a package that is missed then says so below.
      await run('apt-get', ['update', ...options], { env })
      listsAreFresh = true
    }
    const names = await chooseNames(entries)
    news(`installing ${names.length === 1 ? names[0] : `${names.length} packages`}`)
    const { code, lines } = await run(
      'apt-get',
      ['install', '--no-install-recommends', ...options, ...names],
      { env },
    )
    if (code !== 0) throw new Failure(aptFailure(names, lines))
  })
}

export function installAdvice(entries, purpose) {
  const names = entries.map((entry) => entry.split('|')[0]).join(' ')
  return `Some system packages are needed for ${purpose}. Run "sudo apt-get install ${names}" and try again.`
}

function aptFailure(names, lines) {
  const reason =
    lines
      .findLast((line) => line.startsWith('E:'))
      ?.slice(2)
      .trim() ??
    lines.at(-1) ??
    'apt-get said nothing'
  return `Installing system packages failed (${reason}). Run "apt-get update && apt-get install ${names.join(' ')}" to see all of it.`
}

/** For an entry with several names, the one that this release of the distribution offers. */
async function chooseNames(entries) {
  const chosen = []
  for (const entry of entries) {
    const names = entry.split('|')
    if (names.length === 1) chosen.push(entry)
    else chosen.push(offeredName(names, (await run('apt-cache', ['policy', ...names])).lines))
  }
  return chosen
}

/** Reads `apt-cache policy`: a name that is only virtual, or unknown, has no candidate to install. */
export function offeredName(names, policyLines) {
  let current = ''
  for (const line of policyLines) {
    const heading = line.match(/^(\S+):$/)
    if (heading) current = heading[1].split(':')[0]
    else if (/^\s+Candidate: (?!\(none\))/.test(line) && names.includes(current)) return current
  }
  return names[0]
}
