import { app, protocol } from 'electron'
import { appSchemePrivileges } from './appFile.ts'
import { enabledFeatures } from './chromiumFeatures.ts'
import { keepDictionariesAway } from './keepDictionariesAway.ts'

/** What Electron must know before it is ready: later it would be ignored or refused. */
export function prepareElectron(): void {
  keepDictionariesAway(app)
  protocol.registerSchemesAsPrivileged([appSchemePrivileges])
  const features = enabledFeatures(process.platform, app.commandLine.getSwitchValue('enable-features'))
  if (features !== '') app.commandLine.appendSwitch('enable-features', features)
}
