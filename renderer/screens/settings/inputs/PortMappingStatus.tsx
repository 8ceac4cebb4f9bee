import { useTranslation } from 'react-i18next'
import type { HostingState } from '../../../../protocol/ipc/ipc.ts'
import type { MappedPort, OutsideAccessState } from '../../../../protocol/hostProcess/outsideAccess.ts'
import styles from '../SettingsDialog.module.css'

export interface PortMappingStatusProps {
  readonly hosting: HostingState
  /** The person wants ports to be opened. */
  readonly wanted: boolean
}

/** What of this computer can be reached from outside now, port by port. */
export function PortMappingStatus({ hosting, wanted }: PortMappingStatusProps) {
  const { t } = useTranslation()
  const state: OutsideAccessState = hosting.state === 'running' ? hosting.outside : { state: 'off' }
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
        <div className={styles.outside} role="status">
          <p>{t('settings.outside.open', { address: state.address })}</p>
          <dl className={styles.ports}>
            {(['pages', 'media'] as const).map((use) => (
              <div key={use}>
                <dt>{portsFor(state.ports, use)}</dt>
                <dd>{t(`settings.outside.${use}`)}</dd>
              </div>
            ))}
          </dl>
          <p>{t('settings.outside.link')}</p>
        </div>
      )
    default:
      return state satisfies never
  }
}

/** As routers name them: `UDP 44300, TCP 44300`. */
function portsFor(ports: readonly MappedPort[], wanted: MappedPort['use']): string {
  return ports
    .filter(({ use }) => use === wanted)
    .map(({ protocol, outside }) => `${protocol.toUpperCase()} ${outside}`)
    .join(', ')
}

function Note({ text }: { readonly text: string }) {
  return (
    <p className={styles.hint} role="status">
      {text}
    </p>
  )
}
