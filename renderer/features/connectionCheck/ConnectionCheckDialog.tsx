import { Copy } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type {
  ConnectionCheckState,
  ConnectionCheckView,
} from '../../session/connectionCheck/ConnectionCheck.ts'
import { findings } from '../../session/connectionCheck/finding.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import { useFailures } from '../../ui/failures/failuresContext.ts'
import { failuresText } from '../../ui/failures/failuresText.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { CheckRow } from './CheckRow.tsx'
import styles from './ConnectionCheck.module.css'
import { checkReport, findingText } from './findingText.ts'

export interface ConnectionCheckDialogProps {
  readonly doctor: ConnectionCheckView
  readonly purpose: DoctorPurpose
  readonly onClose: () => void
}

/** What the person wants to know: whether a call will work, whether others get here, why they do not get there. */
export type DoctorPurpose = 'call' | 'reach' | 'join'

/** The check: runs as soon as it is open, and stops when it is closed. */
export function ConnectionCheckDialog({ doctor, purpose, onClose }: ConnectionCheckDialogProps) {
  const { t } = useTranslation()
  const toasts = useToasts()
  const failures = useFailures()
  const state = useStore(doctor.store)
  useEffect(() => {
    void doctor.run()
    return () => doctor.stop()
  }, [doctor])
  const copy = () => {
    const failed = failuresText(t, failures.store.getState())
    navigator.clipboard.writeText(checkReport(t, doctor.names, state) + failed).then(
      () => toasts.show(t('doctor.copied')),
      () => toasts.show(t('doctor.copyFailed')),
    )
  }
  const { running, checks, newest } = state
  return (
    <Dialog
      title={t(`doctor.title.${purpose}`)}
      closeName={t('call.close')}
      wide
      reading
      onClose={onClose}
      actions={
        running ? (
          <Button onPress={() => doctor.stop()}>{t('doctor.stop')}</Button>
        ) : (
          <>
            <p className={styles.note}>{t('doctor.copyNote')}</p>
            <Button icon={Copy} onPress={copy}>
              {t('doctor.copy')}
            </Button>
            <Button look="primary" onPress={() => void doctor.run()}>
              {t('doctor.again')}
            </Button>
          </>
        )
      }
    >
      <p className={styles.summary}>
        {running ? t(`doctor.intro.${purpose}`) : <Summary doctor={doctor} state={state} />}
      </p>
      <ul className={styles.checks}>
        {doctor.names.map((name) => (
          <CheckRow key={name} name={name} state={checks[name]} doctor={doctor} />
        ))}
      </ul>
      <p className={styles.spoken} role="status">
        {running ? newest && findingText(t, newest) : <Summary doctor={doctor} state={state} />}
      </p>
    </Dialog>
  )
}

function Summary({
  doctor,
  state: { checks },
}: Pick<ConnectionCheckDialogProps, 'doctor'> & { readonly state: ConnectionCheckState }) {
  const { t } = useTranslation()
  const states = doctor.names.map((name) => checks[name])
  const count = states.filter(
    (state) => state.kind === 'found' && findings[state.finding.code] !== 'fine',
  ).length
  if (count > 0) return t('doctor.attention', { count })
  return states.some(({ kind }) => kind !== 'found') ? t('doctor.notAll') : t('doctor.allFine')
}
