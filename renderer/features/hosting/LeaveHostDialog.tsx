import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/buttons/Button.tsx'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'

export interface LeaveHostDialogProps {
  readonly onAnswer: (answer: 'stay' | 'leave' | 'stop') => void
}

/** The person whose computer carries the meeting wants to leave while others are in it. */
export function LeaveHostDialog({ onAnswer }: LeaveHostDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={t('hosting.leaveTitle')}
      alert
      onClose={() => onAnswer('stay')}
      actions={
        <>
          <Button look="quiet" onPress={() => onAnswer('stay')}>
            {t('hosting.cancel')}
          </Button>
          <Button autoFocus onPress={() => onAnswer('leave')}>
            {t('hosting.leaveOnly')}
          </Button>
          <Button look="danger" onPress={() => onAnswer('stop')}>
            {t('hosting.endForAll')}
          </Button>
        </>
      }
    >
      <p>{t('hosting.leaveText')}</p>
    </Dialog>
  )
}
