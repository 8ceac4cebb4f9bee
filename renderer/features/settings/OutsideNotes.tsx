import { useTranslation } from 'react-i18next'
import type { HostingState } from '../../../protocol/ipc.ts'
import type { OutsideState } from '../../../protocol/outside.ts'
import styles from './SettingsDialog.module.css'

export interface OutsideNotesProps {
  readonly hosting: HostingState
  /** The person wants ports to be opened. */
  readonly wanted: boolean
}

/** What of this computer can be reached from outside now, port by port. */
export function OutsideNotes({ hosting, wanted }: OutsideNotesProps) {
  const { t } = useTranslation()
  const state: OutsideState = hosting.state === 'running' ? hosting.outside : { state: 'off' }
  switch (state.state) {
    case 'off': {
      const running = hosting.state === 'running' || hosting.state === 'starting'
      return <Note text={t(wanted && !running ? 'settings.outside.notHosting' : 'settings.outside.off')} />
    }
    case 'asking':
      return <Note text={t('settings.outside.asking')} />
    case 'failed':
      return <Note text={t(`settings.outside.failed.${state.code}`)} />
    case 'open':
      return (
        <div className={styles.hint} role="status">
          <p>{t('settings.outside.open', { address: state.address })}</p>
          <ul className={styles.notes}>
            {state.ports.map(({ protocol, inside, outside, use }) => (
              <li key={`${protocol} ${inside}`}>
                {t(`settings.outside.${use}`, { protocol: protocol.toUpperCase(), outside })}
              </li>
            ))}
          </ul>
          <p>{t('settings.outside.link')}</p>
        </div>
      )
    default:
      return state satisfies never
  }
}

function Note({ text }: { readonly text: string }) {
  return (
    <p className={styles.hint} role="status">
      {text}
    </p>
  )
}
