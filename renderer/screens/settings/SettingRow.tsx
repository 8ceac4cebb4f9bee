import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Settings, SettingsChange } from '../../../protocol/ipc/settings.ts'
import { Checkbox } from '../../ui/inputs/Checkbox.tsx'
import { Select } from '../../ui/inputs/Select.tsx'
import { UpdateFeedInput } from './inputs/UpdateFeedInput.tsx'
import { IceServersInput } from './inputs/IceServersInput.tsx'
import { HotkeyInput } from './inputs/HotkeyInput.tsx'
import type { SettingRow } from './settingRows.ts'
import styles from './SettingsDialog.module.css'

const THEMES = ['system', 'light', 'dark'] as const

export interface SettingRowProps {
  readonly row: SettingRow
  readonly settings: Settings
  readonly managed: boolean
  /** Another program has this key. */
  readonly taken: boolean
  readonly onChange: (change: SettingsChange) => void
}

/** One setting: what it is called, what it does, and the means to set it unless an administrator has. */
export function SettingRow(props: SettingRowProps) {
  const { t } = useTranslation()
  const { row, managed, taken } = props
  const hint = `setting-${row.key}`
  return (
    <div className={styles.row} data-setting={row.key}>
      <Control {...props} hint={hint} />
      <p id={hint} className={styles.hint}>
        <span>{t(`settings.hint.${row.key}`)}</span>
        {taken && <span className={styles.taken}>{t('settings.taken')}</span>}
        {managed && (
          <span className={styles.managed}>
            <Lock size={14} aria-hidden />
            <span>{t('settings.managed')}</span>
          </span>
        )}
      </p>
    </div>
  )
}

function Control({ row, settings, managed, onChange, hint }: SettingRowProps & { readonly hint: string }) {
  const { t } = useTranslation()
  const label = t(`settings.label.${row.key}`)
  const { key } = row
  switch (key) {
    case 'theme':
      return (
        <Select
          label={label}
          value={settings.theme}
          disabled={managed}
          describedBy={hint}
          options={THEMES.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
          onChange={(chosen) => {
            const theme = THEMES.find((one) => one === chosen)
            if (theme !== undefined) onChange({ theme })
          }}
        />
      )
    case 'muteKey':
    case 'talkKey':
      return (
        <HotkeyInput
          label={label}
          value={settings[key]}
          disabled={managed}
          describedBy={hint}
          onChange={(value) => onChange({ [key]: value })}
        />
      )
    case 'updateFeed':
      return (
        <UpdateFeedInput
          label={label}
          value={settings.updateFeed}
          disabled={managed}
          describedBy={hint}
          onChange={(updateFeed) => onChange({ updateFeed })}
        />
      )
    case 'closeToTray':
    case 'startAtLogin':
    case 'notifications':
    case 'mapPorts':
      return (
        <Checkbox
          label={label}
          checked={settings[key]}
          disabled={managed}
          describedBy={hint}
          onChange={(on) => onChange({ [key]: on })}
        />
      )
    case 'iceServers':
      return (
        <IceServersInput
          label={label}
          value={settings.iceServers}
          disabled={managed}
          describedBy={hint}
          onChange={(iceServers) => onChange({ iceServers })}
        />
      )
    default:
      return key satisfies never
  }
}
