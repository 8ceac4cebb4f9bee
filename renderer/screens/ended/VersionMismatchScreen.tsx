import { useTranslation } from 'react-i18next'
import { compareVersions, type HostVersion } from '../../../protocol/wire/hello.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Logo } from '../../ui/pictures/Logo.tsx'
import styles from './EndedScreen.module.css'

export interface VersionMismatchScreenProps {
  readonly host: HostVersion
  /** Its installers may be passed on: whoever only wrote a link could otherwise lend the app's name to a program. */
  readonly vouched: boolean
  /** The app shows the host's own pages; null in a browser, which has the host's page already. */
  readonly onOpen: ((page: 'meeting' | 'installers') => void) | null
  readonly onReload: () => void
  readonly onHome: () => void
}

/** The host and this client have no version of the wire in common: what fits instead. */
export function VersionMismatchScreen({
  host,
  vouched,
  onOpen,
  onReload,
  onHome,
}: VersionMismatchScreenProps) {
  const { t } = useTranslation()
  const age = compareVersions(host) === 'newer' ? 'newer' : 'older'
  const { version } = host
  return (
    <main className={styles.screen}>
      <Logo />
      <h1 className={styles.title}>{t('ending.otherVersion.title')}</h1>
      <p className={styles.text}>
        {onOpen === null
          ? t('ending.otherVersion.browser', { version })
          : t(`ending.otherVersion.${age}`, { version })}
      </p>
      <div className={styles.actions} data-many>
        {onOpen === null ? (
          <Button look="primary" size="large" autoFocus onPress={onReload}>
            {t('ending.otherVersion.reload')}
          </Button>
        ) : (
          <Button look="primary" size="large" autoFocus onPress={() => onOpen('meeting')}>
            {t('ending.otherVersion.open')}
          </Button>
        )}
        {onOpen !== null && vouched && host.installers === true && (
          <Button size="large" onPress={() => onOpen('installers')}>
            {t('ending.otherVersion.installers', { version })}
          </Button>
        )}
        <Button size="large" onPress={onHome}>
          {t('ending.home')}
        </Button>
      </div>
    </main>
  )
}
