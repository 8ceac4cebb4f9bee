import { join } from 'node:path'
import { app, session, shell } from 'electron'
import { readPackedFacts } from '../packaging/PackageManifest.ts'
import type { SettingsStore } from '../settings/SettingsStore.ts'
import { detectPackageKind } from './detectPackageKind.ts'
import { runProgram } from './runProgram.ts'
import { Updater } from './Updater.ts'

/** The updater of the app that runs: it knows its version, its kind of package and the key, and asks the feed that is set. */
export async function createUpdater(settings: SettingsStore): Promise<Updater> {
  const appImage = process.env['APPIMAGE']
  const packed = join(app.getAppPath(), 'dist/packed.json')
  const facts = app.isPackaged ? await readPackedFacts(packed).catch(() => null) : null
  return new Updater({
    feed: () => settings.settings.updateFeed,
    key: settings.policy.updateKey ?? facts?.updateKey ?? null,
    version: app.getVersion(),
    kind: app.isPackaged
      ? detectPackageKind({ platform: process.platform, resourcesPath: process.resourcesPath, appImage })
      : null,
    arch: process.arch,
    folder: join(app.getPath('userData'), 'updates'),
    // A session of its own: what is known of hosts has no say in which servers are believed to be a feed's.
    fetch: (url, init) => session.fromPartition('updates').fetch(url, init),
    tools: {
      run: runProgram,
      appImage,
      open: async (file) => {
        const problem = await shell.openPath(file)
        if (problem !== '') throw new Error(problem)
      },
    },
  })
}
