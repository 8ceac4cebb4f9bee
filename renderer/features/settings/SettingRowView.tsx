import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Settings, SettingsChange } from '../../../protocol/settings.ts'
import { CheckBox } from '../../ui/CheckBox.tsx'
import { SelectBox } from '../../ui/SelectBox.tsx'
import { FeedBox } from './FeedBox.tsx'
import { IceServersBox } from './IceServersBox.tsx'
import { KeyBox } from './KeyBox.tsx'
import type { SettingRow } from './settingRows.ts'
import styles from './SettingsDialog.module.css'

const THEMES = ['system', 'light', 'dark'] as const

export interface SettingRowViewProps {
  readonly row: SettingRow
  readonly settings: Settings
  readonly managed: boolean
  /** Another program has this key. */
  readonly taken: boolean
  readonly onChange: (change: SettingsChange) => void
}

/** One setting: what it is called, what it does, and the means to set it unless an administrator has. */
export function SettingRowView(props: SettingRowViewProps) {
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

function Control({
  row,
  settings,
  managed,
  onChange,
  hint,
}: SettingRowViewProps & { readonly hint: string }) {
  const { t } = useTranslation()
  const label = t(`settings.label.${row.key}`)
  const { key } = row
  switch (key) {
    case 'theme':
      return (
        <SelectBox
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
        <KeyBox
          label={label}
          value={settings[key]}
          disabled={managed}
          describedBy={hint}
          onChange={(value) => onChange({ [key]: value })}
        />
      )
    case 'updateFeed':
      return (
        <FeedBox
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
        <CheckBox
          label={label}
          checked={settings[key]}
          disabled={managed}
          describedBy={hint}
          onChange={(on) => onChange({ [key]: on })}
        />
      )
    case 'iceServers':
      return (
        <IceServersBox
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
