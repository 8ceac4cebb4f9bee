import { join } from 'node:path'
import { app, net, shell } from 'electron'
import { readPackedFacts } from '../packed/PackedFacts.ts'
import type { SettingsStore } from '../settings/SettingsStore.ts'
import { runProgram } from './installUpdate.ts'
import { packageKind } from './packageKind.ts'
import { Updater } from './Updater.ts'

/** The updater of the app that runs: it knows its version, its kind of package and the key, and asks the feed that is set. */
export async function openUpdater(settings: SettingsStore): Promise<Updater> {
  const appImage = process.env['APPIMAGE']
  const packed = join(app.getAppPath(), 'dist/packed.json')
  const facts = app.isPackaged ? await readPackedFacts(packed).catch(() => null) : null
  return new Updater({
    feed: () => settings.settings.updateFeed,
    key: settings.policy.updateKey ?? facts?.updateKey ?? null,
    version: app.getVersion(),
    kind: app.isPackaged
      ? packageKind({ platform: process.platform, resourcesPath: process.resourcesPath, appImage })
      : null,
    arch: process.arch,
    folder: join(app.getPath('userData'), 'updates'),
    fetch: (url, init) => net.fetch(url, init),
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
