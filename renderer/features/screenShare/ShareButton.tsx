import { ScreenShare, ScreenShareOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ToolbarButton } from '../../ui/buttons/ToolbarButton.tsx'
import { type ShareParams, useShare } from './useShare.ts'

export function ShareButton(params: ShareParams) {
  const { t } = useTranslation()
  const { sharing, toggle } = useShare(params)
  if (toggle === null) return null
  return (
    <ToolbarButton
      name={sharing ? t('call.stopSharing') : t('call.share')}
      label={sharing ? t('call.short.stop') : t('call.short.share')}
      icon={sharing ? ScreenShareOff : ScreenShare}
      tone={sharing ? 'on' : 'plain'}
      shortcut="s"
      onPress={toggle}
    />
  )
}
