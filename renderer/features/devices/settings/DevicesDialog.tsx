import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import { Dialog } from '../../../ui/dialogs/Dialog.tsx'
import { CaptureChoices } from './CaptureChoices.tsx'
import { DeviceMenu } from '../DeviceMenu.tsx'
import { DeviceProblemNotice } from '../DeviceProblemNotice.tsx'

export interface DevicesDialogProps {
  readonly media: LocalMedia
  /** What is done to picture and sound before others get them. */
  readonly effects: ReactNode
  readonly onClose: () => void
}

/** The same choices as in the lobby, during the call, and how the devices are captured. All apply at once. */
export function DevicesDialog({ media, effects, onClose }: DevicesDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('devices.title')} closeName={t('call.close')} onClose={onClose}>
      <DeviceProblemNotice media={media} />
      <DeviceMenu media={media} />
      <CaptureChoices media={media} />
      {effects}
    </Dialog>
  )
}
