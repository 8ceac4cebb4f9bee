import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/dialogs/ConfirmDialog.tsx'

export interface StopHostingDialogProps {
  /** How many others it would cut off. */
  readonly others: number
  readonly onAnswer: (stop: boolean) => void
}

export function StopHostingDialog({ others, onAnswer }: StopHostingDialogProps) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog
      title={t('hosting.stopTitle')}
      text={t('hosting.stopText', { count: others })}
      yes={t('hosting.stop')}
      no={t('hosting.cancel')}
      danger
      onAnswer={onAnswer}
    />
  )
}
