import type { SettingKey } from '../../../protocol/settings.ts'

/** How a setting is set. */
export type SettingControl = 'theme' | 'switch' | 'key'

export interface SettingRow {
  readonly key: SettingKey
  readonly section: 'look' | 'desktop' | 'keys'
  readonly control: SettingControl
}

/** Every setting in the order of the dialog. */
export const SETTING_ROWS: readonly SettingRow[] = [
  { key: 'theme', section: 'look', control: 'theme' },
  { key: 'closeToTray', section: 'desktop', control: 'switch' },
  { key: 'startAtLogin', section: 'desktop', control: 'switch' },
  { key: 'notifications', section: 'desktop', control: 'switch' },
  { key: 'muteKey', section: 'keys', control: 'key' },
  { key: 'talkKey', section: 'keys', control: 'key' },
]
