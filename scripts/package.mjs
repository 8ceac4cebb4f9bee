/**
 * `npm run package`: packs the app for this computer's system into release/, with a bill of materials and checksums.
 * Where the pinned Electron or the packer's own tools cannot be had (Linux), it makes an unpacked app and a .deb on the
 * development runtime, marked as a test build that must not be published. `--test-build` asks for that.
 */
import fs from 'node:fs'
import path from 'node:path'
import { Failure, runMain } from './bootstrap/failure.mjs'
import { continueOnNewerNode } from './bootstrap/node.mjs'
import { root } from './bootstrap/paths.mjs'
import { prepare } from './bootstrap/prepare.mjs'
import { Reporter } from './bootstrap/Reporter.mjs'
import { ensureBuilt } from './build/ensureBuilt.mjs'
import { billOfMaterials } from './packaging/billOfMaterials.mjs'
import { writeChecksums } from './packaging/checksums.mjs'
import { debPackage } from './packaging/debPackage.mjs'
import { runBuilder } from './packaging/runBuilder.mjs'
import { stagePackage } from './packaging/stagePackage.mjs'
import { publicKeyOf, signingKey, writeUpdateMetadata } from './packaging/updateMetadata.mjs'
import { testBuildConfig } from './packaging/testBuildConfig.mjs'

const TEST_BUILD = 'test-build-do-not-publish'

await runMain(async () => {
  const reporter = new Reporter()
  const code = await continueOnNewerNode(reporter)
  if (code !== undefined) return code
  const { env } = await prepare(reporter, { worker: 'required', electron: true })
  await ensureBuilt(reporter, env)
  const key = signingKey(env)
  const updateKey = key && publicKeyOf(key)
  const standIn = env.ELECTRON_OVERRIDE_DIST_PATH
  const release = path.join(root, 'release')
  if (!standIn && !process.argv.includes('--test-build')) {
    const folder = path.join(release, 'published')
    fs.rmSync(folder, { recursive: true, force: true })
    await stagePackage(env.MEDIASOUP_WORKER_BIN, { testBuild: false, updateKey })
    await runBuilder(reporter, env, { directories: { output: folder } })
    return finish(reporter, env, folder, key)
  }
  if (process.platform !== 'linux') {
    throw new Failure(
      'The pinned Electron could not be downloaded, and a test build is made on Linux only. Connect to the internet and try again.',
    )
  }
  const folder = path.join(release, TEST_BUILD)
  fs.rmSync(folder, { recursive: true, force: true })
  await stagePackage(env.MEDIASOUP_WORKER_BIN, { testBuild: true, updateKey })
  await runBuilder(reporter, env, testBuildConfig(folder, standIn), ['--dir'])
  await debPackage(reporter, path.join(folder, 'linux-unpacked'), folder)
  await finish(reporter, env, folder, key)
  reporter.warn(`${folder} is a test build on a development runtime. Do not publish it.`)
  return 0
})

async function finish(reporter, env, folder, key) {
  // What the packer has to say of itself, with paths of this computer.
  fs.rmSync(path.join(folder, 'builder-debug.yml'), { force: true })
  const standIn = path.basename(folder) === TEST_BUILD
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
  if (key !== null) await writeUpdateMetadata(folder, key, { version: standIn ? `${version}-dev` : version })
  await billOfMaterials(reporter, env, path.join(folder, 'sbom.cdx.json'))
  await writeChecksums(folder)
  reporter.note(`Packed into ${path.relative(process.cwd(), folder) || folder}:`)
  for (const name of fs.readdirSync(folder).sort()) reporter.note(`  ${name}`)
  return 0
}
