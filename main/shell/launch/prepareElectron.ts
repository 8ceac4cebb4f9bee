import { app, protocol } from 'electron'
import { appSchemePrivileges } from '../page/resolveAppFile.ts'
import { enabledFeatures } from './enabledFeatures.ts'
import { blockDictionaryDownloads } from './blockDictionaryDownloads.ts'

/** What Electron must know before it is ready: later it would be ignored or refused. */
export function prepareElectron(): void {
  blockDictionaryDownloads(app)
  protocol.registerSchemesAsPrivileged([appSchemePrivileges])
  const features = enabledFeatures(process.platform, app.commandLine.getSwitchValue('enable-features'))
  if (features !== '') app.commandLine.appendSwitch('enable-features', features)
}
