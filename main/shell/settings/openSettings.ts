import { join } from 'node:path'
import { app } from 'electron'
import type { Log } from '../log.ts'
import { loadPolicy } from './loadPolicy.ts'
import { parsePolicy } from './parsePolicy.ts'
import { SettingsStore } from './SettingsStore.ts'

/** The settings of whoever uses the app, below what an administrator of this computer has decided. */
export async function openSettings(log: Log): Promise<SettingsStore> {
  // A packed app looks nowhere else than where administrators alone can write.
  const file = app.isPackaged ? null : (process.env['HEARTH_POLICY_FILE'] ?? null)
  const inForce = parsePolicy(await loadPolicy({ platform: process.platform, file }))
  for (const { code } of inForce.policy.problems) log.warn(`the policy of this computer is broken (${code})`)
  return SettingsStore.create(join(app.getPath('userData'), 'settings.json'), inForce)
}
