import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import { EffectsSettings } from './EffectsSettings.tsx'

export interface EffectsDialogProps {
  readonly media: LocalMedia
  /** Shows what others hear of the microphone: what noise suppression leaves. */
  readonly level: ReactNode
  readonly onClose: () => void
}

/** Background and noise before the call. */
export function EffectsDialog({ media, level, onClose }: EffectsDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('effects.title')} closeName={t('call.close')} onClose={onClose}>
      <EffectsSettings media={media} />
      {level}
    </Dialog>
  )
}
