import { Hand } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../session/Session.ts'
import { ToolbarButton } from '../../ui/buttons/ToolbarButton.tsx'
import { useHand } from './useHand.ts'

export function HandButton({ meeting }: { readonly meeting: Session }) {
  const { t } = useTranslation()
  const { raised, toggle } = useHand(meeting)
  if (toggle === null) return null
  return (
    <ToolbarButton
      name={raised ? t('call.lowerHand') : t('call.raiseHand')}
      label={raised ? t('call.short.lower') : t('call.short.raise')}
      icon={Hand}
      tone={raised ? 'on' : 'plain'}
      shortcut="h"
      onPress={toggle}
    />
  )
}
