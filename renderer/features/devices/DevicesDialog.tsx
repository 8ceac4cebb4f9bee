import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { DialogBox } from '../../ui/DialogBox.tsx'
import { CaptureChoices } from './CaptureChoices.tsx'
import { DevicePickers } from './DevicePickers.tsx'
import { DeviceProblems } from './DeviceProblems.tsx'

export interface DevicesDialogProps {
  readonly media: LocalMediaView
  /** What is done to picture and sound before others get them. */
  readonly effects: ReactNode
  readonly onClose: () => void
}

/** The same choices as in the lobby, during the call, and how the devices are captured. All apply at once. */
export function DevicesDialog({ media, effects, onClose }: DevicesDialogProps) {
  const { t } = useTranslation()
  return (
    <DialogBox title={t('devices.title')} closeName={t('call.close')} onClose={onClose}>
      <DeviceProblems media={media} />
      <DevicePickers media={media} />
      <CaptureChoices media={media} />
      {effects}
    </DialogBox>
  )
}
