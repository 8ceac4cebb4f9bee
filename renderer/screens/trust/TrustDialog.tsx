import { useTranslation } from 'react-i18next'
import type { TrustAnswer } from '../../../protocol/ipc/ipc.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import styles from './TrustDialog.module.css'

export type TrustQuestion = Extract<TrustAnswer, { trust: 'unknown' | 'changed' }>

export interface TrustDialogProps {
  readonly question: TrustQuestion
  /** The address without scheme, as people say it. */
  readonly host: string
  readonly onTrust: () => void
  readonly onCancel: () => void
}

/** Before anything is sent to a host that has not proved who it is. */
export function TrustDialog({ question, host, onTrust, onCancel }: TrustDialogProps) {
  const { t } = useTranslation()
  switch (question.trust) {
    case 'unknown':
      return (
        <Dialog
          title={t('trust.unknownTitle')}
          alert
          onClose={onCancel}
          actions={
            <>
              <Button autoFocus onPress={onCancel}>
                {t('trust.cancel')}
              </Button>
              <Button look="primary" onPress={onTrust}>
                {t('trust.trust')}
              </Button>
            </>
          }
        >
          <p>{t('trust.unknownText', { host })}</p>
          <dl className={styles.facts}>
            <dt>{t('trust.words')}</dt>
            <dd className={styles.words} translate="no">
              {question.words}
            </dd>
            <dt>{t('trust.fingerprint')}</dt>
            <dd className={styles.print} translate="no">
              {question.fingerprint}
            </dd>
          </dl>
        </Dialog>
      )
    case 'changed':
      // A hard stop: there is deliberately no button that goes on.
      return (
        <Dialog
          title={t('trust.changedTitle')}
          alert
          onClose={onCancel}
          actions={
            <Button look="primary" autoFocus onPress={onCancel}>
              {t('trust.back')}
            </Button>
          }
        >
          <p>{t(question.inLink === true ? 'trust.linkText' : 'trust.changedText', { host })}</p>
          <p>{t('trust.changedWhat')}</p>
          <dl className={styles.facts}>
            <dt>{t('trust.expected')}</dt>
            <dd className={styles.print} translate="no">
              {question.expected}
            </dd>
            <dt>{t('trust.found')}</dt>
            <dd className={styles.print} translate="no">
              {question.found}
            </dd>
          </dl>
        </Dialog>
      )
    default:
      return question satisfies never
  }
}
