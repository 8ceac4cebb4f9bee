import { useTranslation } from 'react-i18next'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { DialogBox } from '../../ui/DialogBox.tsx'
import { DevicePickers } from './DevicePickers.tsx'
import { DeviceProblems } from './DeviceProblems.tsx'

export interface DevicesDialogProps {
  readonly media: LocalMediaView
  readonly onClose: () => void
}

/** The same choices as in the lobby, during the call. */
export function DevicesDialog({ media, onClose }: DevicesDialogProps) {
  const { t } = useTranslation()
  return (
    <DialogBox title={t('devices.title')} closeName={t('call.close')} onClose={onClose}>
      <DeviceProblems media={media} />
      <DevicePickers media={media} />
    </DialogBox>
  )
}
