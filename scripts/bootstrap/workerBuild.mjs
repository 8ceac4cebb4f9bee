import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { patchWorkerSource } from '../worker/patchWorkerSource.mjs'
import { uniteSources } from '../worker/uniteSources.mjs'
import { hasApt, installPackages, missingPackages } from './apt.mjs'
import { timeLeftText } from './durations.mjs'
import { Failure } from './failure.mjs'
import { ninjaProgress } from './ninjaProgress.mjs'
import { run } from './run.mjs'
import { workerStarts } from './workerStarts.mjs'

/** The compiler, its tools, and the libraries that mediasoup would otherwise download the source of. */
const BUILD_PACKAGES = [
  'meson',
  'ninja-build',
  'g++',
  'pkg-config|pkgconf',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'flatbuffers-compiler',
  'libflatbuffers-dev',
  'libabsl-dev',
]

/** A compiler of this source takes up to about 700 MB, so a machine with little memory runs fewer of them. */
const MEMORY_PER_JOB = 1e9

/**
 * Builds the worker from the source in the npm package against the system's libraries, for machines that the
 * official download does not serve. `reason` says why it was not used.
 */
export async function buildWorker(reporter, mediasoupFolder, file, reason) {
  if (process.platform !== 'linux') throw new Failure(noWorker(reason))
  if (hasApt()) {
    await installPackages(reporter, await missingPackages(BUILD_PACKAGES), 'building the media server')
  } else if (
    (await run('meson', ['--version'])).code !== 0 ||
    (await run('ninja', ['--version'])).code !== 0
  ) {
    throw new Failure(noWorker(reason))
  }
  // Beside the result, where there is room; a /tmp in memory is small on some systems.
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const folder = fs.mkdtempSync(path.join(path.dirname(file), 'worker-build-'))
  try {
    await reporter.step('Media server (build)', expectation(), (news) =>
      compile(mediasoupFolder, folder, file, news),
    )
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function compile(mediasoupFolder, folder, file, news) {
  const source = path.join(folder, 'worker')
  fs.cpSync(path.join(mediasoupFolder, 'worker'), source, { recursive: true })
  patchWorkerSource(source)
  uniteSources(source)
  news('configuring')
  const options = ['--buildtype', 'release', '-Db_ndebug=true', '--wrap-mode=nodownload']
  await must('meson', ['setup', 'out', ...options], source, file)
  const startedAt = performance.now()
  const onLine = (line) => {
    const progress = ninjaProgress(line)
    if (!progress) return
    const left = timeLeftText(progress.done, progress.total, performance.now() - startedAt)
    news(['compiling', `${progress.done} of ${progress.total}${left && `, ${left}`}`].join(' '))
  }
  await must('ninja', ['-C', 'out', '-j', String(jobs()), 'mediasoup-worker'], source, file, onLine)
  const built = path.join(source, 'out', 'mediasoup-worker')
  await must('strip', [built], source, file)
  if (!workerStarts(built))
    throw new Failure(
      "The media server was built but does not start. Please report this with your system's name and version.",
    )
  fs.copyFileSync(built, file)
}

/** Runs one tool of the build; on failure its output is kept, since one sentence cannot hold a compiler's errors. */
async function must(command, args, cwd, file, onLine) {
  const { code, output } = await run(command, args, { cwd, onLine })
  if (code === 0) return
  const log = path.join(path.dirname(file), 'worker-build.log')
  fs.writeFileSync(log, `${output}\n`)
  throw new Failure(
    `Building the media server failed in ${command}; its output is in ${log}. A newer system, or a network that reaches the official download, avoids the build.`,
  )
}

function jobs() {
  return Math.max(1, Math.min(os.availableParallelism() + 1, Math.floor(os.totalmem() / MEMORY_PER_JOB)))
}

/** Measured: about 9 minutes of one core's time. */
function expectation() {
  const minutes = Math.max(1, Math.round(9 / os.availableParallelism()))
  return `once, ${minutes === 1 ? 'about a minute' : `about ${minutes} minutes`}`
}

function noWorker(reason) {
  return (
    `The media server's program is missing: ${reason}. Build it with "node npm-scripts.mjs worker:build" in ` +
    'node_modules/mediasoup, which needs Python 3 and a C++ compiler; or name a program that you trust in ' +
    'MEDIASOUP_WORKER_BIN, or the SHA-256 of the official archive in HEARTH_WORKER_SHA256.'
  )
}
