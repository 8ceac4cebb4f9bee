import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { DialogBox } from '../../ui/DialogBox.tsx'
import { EffectsSettings } from './EffectsSettings.tsx'

export interface EffectsDialogProps {
  readonly media: LocalMediaView
  /** Shows what others hear of the microphone: what noise suppression leaves. */
  readonly level: ReactNode
  readonly onClose: () => void
}

/** Background and noise before the call. */
export function EffectsDialog({ media, level, onClose }: EffectsDialogProps) {
  const { t } = useTranslation()
  return (
    <DialogBox title={t('effects.title')} closeName={t('call.close')} onClose={onClose}>
      <EffectsSettings media={media} />
      {level}
    </DialogBox>
  )
}
