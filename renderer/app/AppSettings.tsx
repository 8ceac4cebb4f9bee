import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { OutsideNotes } from '../features/settings/OutsideNotes.tsx'
import { SettingsDialog } from '../features/settings/SettingsDialog.tsx'
import { CheckBox } from '../ui/CheckBox.tsx'
import type { AppModel } from './AppModel.ts'

export interface AppSettingsProps {
  readonly model: AppModel
  readonly onClose: () => void
}

/** All settings in one place, from Home as from a call. */
export function AppSettings({ model, onClose }: AppSettingsProps) {
  const { t } = useTranslation()
  const hosting = useStore(model.store, (state) => state.hosting)
  const mapPorts = useStore(model.settings.store, (state) => state.settings.mapPorts)
  const shortcuts = useStore(model.store, (state) => state.shortcuts)
  return (
    <SettingsDialog
      model={model.settings}
      outside={<OutsideNotes hosting={hosting} wanted={mapPorts} />}
      further={[
        {
          id: 'letters',
          words: `${t('call.keysOn')} ${t('settings.words.letters')}`,
          control: (
            <CheckBox
              label={t('call.keysOn')}
              checked={shortcuts}
              onChange={(on) => model.setShortcuts(on)}
            />
          ),
        },
      ]}
      onClose={onClose}
    />
  )
}
