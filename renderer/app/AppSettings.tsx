import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { PortMappingStatus } from '../screens/settings/inputs/PortMappingStatus.tsx'
import { SettingsDialog } from '../screens/settings/SettingsDialog.tsx'
import { Checkbox } from '../ui/inputs/Checkbox.tsx'
import type { AppNavigator } from './AppNavigator.ts'

export interface AppSettingsProps {
  readonly model: AppNavigator
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
      outside={<PortMappingStatus hosting={hosting} wanted={mapPorts} />}
      further={[
        {
          id: 'letters',
          words: `${t('call.keysOn')} ${t('settings.words.letters')}`,
          control: (
            <Checkbox
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
