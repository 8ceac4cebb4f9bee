import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/dialogs/ConfirmDialog.tsx'

/** Back was pressed during a call, perhaps by accident. */
export function LeaveByBackDialog({ onAnswer }: { readonly onAnswer: (leave: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog
      title={t('call.backTitle')}
      text={t('call.backText')}
      yes={t('call.backLeave')}
      no={t('call.backStay')}
      onAnswer={onAnswer}
    />
  )
}
