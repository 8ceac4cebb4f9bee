import { Copy } from 'lucide-react'
import { type FormEvent, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { limits } from '../../../protocol/limits.ts'
import type { Session } from '../../session/Session.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Checkbox } from '../../ui/inputs/Checkbox.tsx'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import { PasswordInput } from '../../ui/inputs/PasswordInput.tsx'
import styles from './AdmissionDialog.module.css'
import { useAdmissionDialog } from './useAdmissionDialog.ts'

export interface AdmissionDialogProps {
  readonly meeting: Session
  readonly onClose: () => void
}

/** Who may join: everybody with the link, only with a password, or only those who are let in. */
export function AdmissionDialog({ meeting, onClose }: AdmissionDialogProps) {
  const { t } = useTranslation()
  const model = useAdmissionDialog(meeting)
  const lockText = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    model.setPassword?.()
  }
  return (
    <Dialog title={t('door.title')} closeName={t('call.close')} onClose={onClose}>
      <section className={styles.part}>
        <Checkbox
          label={t('door.lock')}
          checked={model.locked}
          disabled={model.setLocked === null}
          describedBy={lockText}
          onChange={(locked) => model.setLocked?.(locked)}
        />
        <p id={lockText} className={styles.text}>
          {t('door.lockText')}
        </p>
      </section>
      <form className={styles.part} onSubmit={submit} noValidate>
        <h3 className={styles.title}>{t('door.passwordTitle')}</h3>
        <p className={styles.text}>{t(model.passwordSet ? 'door.passwordSet' : 'door.passwordNone')}</p>
        {model.setPassword !== null && (
          <>
            <PasswordInput
              label={t('door.newPassword')}
              value={model.typed}
              onChange={model.type}
              error={model.error}
              hint={t('door.hint', { least: limits.passwordMinimum })}
              showName={t('door.show')}
              hideName={t('door.hide')}
            />
            <div className={styles.actions}>
              <Button type="submit" look="primary" pending={model.pending}>
                {t(model.passwordSet ? 'door.change' : 'door.set')}
              </Button>
              {model.removePassword !== null && (
                <Button onPress={model.removePassword}>{t('door.remove')}</Button>
              )}
              {model.copyPassword !== null && (
                <Button icon={Copy} onPress={model.copyPassword}>
                  {t('door.copy')}
                </Button>
              )}
            </div>
          </>
        )}
      </form>
    </Dialog>
  )
}
