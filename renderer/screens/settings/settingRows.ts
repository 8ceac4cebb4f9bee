import type { SettingKey } from '../../../protocol/ipc/settings.ts'

export interface SettingRow {
  readonly key: SettingKey
  readonly section: 'look' | 'desktop' | 'keys' | 'outside'
}

/** Every setting in the order of the dialog. */
export const SETTING_ROWS: readonly SettingRow[] = [
  { key: 'theme', section: 'look' },
  { key: 'closeToTray', section: 'desktop' },
  { key: 'startAtLogin', section: 'desktop' },
  { key: 'notifications', section: 'desktop' },
  { key: 'updateFeed', section: 'desktop' },
  { key: 'muteKey', section: 'keys' },
  { key: 'talkKey', section: 'keys' },
  { key: 'mapPorts', section: 'outside' },
  { key: 'iceServers', section: 'outside' },
]
