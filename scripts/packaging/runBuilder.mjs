import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Failure } from '../bootstrap/failure.mjs'
import { root } from '../bootstrap/paths.mjs'
import { run } from '../bootstrap/run.mjs'

/**
 * Runs electron-builder with `electron-builder.yml` and what is given over it.
 * @throws {Failure} with the packer's last lines.
 */
export async function runBuilder(reporter, env, over, words = []) {
  const config = path.join(root, 'release', 'staged', 'over.json')
  const { resolve } = createRequire(import.meta.url)
  // The package's own checksums, whose hash is in the lockfile, and not those that the download server has today.
  const checksums = JSON.parse(fs.readFileSync(resolve('electron/checksums.json'), 'utf8'))
  const base = { extends: path.join(root, 'electron-builder.yml'), electronDownload: { checksums } }
  fs.writeFileSync(config, JSON.stringify({ ...base, ...over }))
  const cli = resolve('electron-builder/cli.js')
  await reporter.step('Packing', 'about a minute', async (news) => {
    const { code, output } = await run(
      process.execPath,
      [cli, '--config', config, '--publish', 'never', ...words],
      {
        cwd: root,
        env: { ...env, SOURCE_DATE_EPOCH: commitTime() },
        onLine: (line) => news(line.replace(/^\s*•\s*/, '').slice(0, 60)),
      },
    )
    if (code !== 0) {
      throw new Failure(`electron-builder could not pack the app. Its last words:\n${output.slice(-2000)}`)
    }
  })
}

/** Files are dated by the commit, so that the same sources give the same package (seconds since 1970). */
export function commitTime() {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).trim()
  } catch {
    // Sources without their history, as in an archive.
    return String(Math.floor(fs.statSync(path.join(root, 'package-lock.json')).mtimeMs / 1000))
  }
}
