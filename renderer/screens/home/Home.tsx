import { Link2, MonitorUp, Settings, ShieldCheck, WifiOff } from 'lucide-react'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/buttons/Button.tsx'
import { IconButton } from '../../ui/buttons/IconButton.tsx'
import { Logo } from '../../ui/pictures/Logo.tsx'
import { Select } from '../../ui/inputs/Select.tsx'
import { TextInput } from '../../ui/inputs/TextInput.tsx'
import styles from './Home.module.css'
import type { HomeModel } from './useHome.ts'

export interface HomeProps {
  readonly model: HomeModel
  readonly place: 'app' | 'browser'
  /** What is under way, so that its button shows it and the other one waits. */
  readonly busy: 'joining' | 'hosting' | null
  /** Above the form: why the last attempt came to nothing. */
  readonly notice: ReactNode
  /** Below Host a meeting while this computer hosts. */
  readonly hostingState: ReactNode
  readonly nearby: ReactNode
  readonly recent: ReactNode
  /** Looks whether devices and network will do. */
  readonly check: ReactNode
  /** The same invite link for the app, where a browser has one. */
  readonly appOffer: ReactNode
  /** Where the host tells a browser who it is; null in the app. */
  readonly trustPage: string | null
  readonly onSettings: () => void
}

/** Where everyone begins. */
export function Home({
  model,
  place,
  busy,
  notice,
  hostingState,
  nearby,
  recent,
  check,
  appOffer,
  trustPage,
  onSettings,
}: HomeProps) {
  const { t } = useTranslation()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy === null) model.join()
  }
  return (
    <div className={styles.page}>
      <header className={styles.brand}>
        <Logo />
        <span className={styles.brandName}>Hearth</span>
        <div className={styles.settings}>
          <IconButton name={t('settings.title')} icon={Settings} onPress={onSettings} />
        </div>
      </header>
      <main className={styles.main}>
        <h1 className={styles.tagline}>{t('home.tagline')}</h1>
        {notice}
        <div className={styles.cards} data-single={model.host === null || undefined}>
          <form className={styles.card} onSubmit={submit} noValidate>
            <h2 className={styles.title}>{t(appOffer === null ? 'home.joinTitle' : 'home.joinHere')}</h2>
            <TextInput
              label={t('home.room')}
              value={model.room}
              onChange={model.setRoom}
              error={model.roomError}
              hint={t(`home.roomHint.${place}`)}
              placeholder={t(`home.roomPlaceholder.${place}`)}
              autoFocus={model.room === ''}
            />
            {model.hosts !== null && (
              <Select
                label={t('home.host')}
                value={model.hosts.value}
                options={model.hosts.options}
                onChange={model.hosts.choose}
              />
            )}
            <TextInput
              label={t('home.yourName')}
              value={model.name}
              onChange={model.setName}
              error={model.nameError}
              autoComplete="name"
              autoFocus={model.room !== '' && model.name === ''}
            />
            <Button
              type="submit"
              look="primary"
              size="large"
              wide
              autoFocus={model.room !== '' && model.name !== ''}
              pending={busy === 'joining'}
            >
              {t('home.join')}
            </Button>
            {appOffer}
          </form>
          {model.host !== null && (
            <section className={styles.card}>
              <h2 className={styles.title}>{t('home.hostTitle')}</h2>
              <ul className={styles.points}>
                <li>
                  <Link2 size={18} aria-hidden />
                  <span>{t('home.point.link')}</span>
                </li>
                <li>
                  <ShieldCheck size={18} aria-hidden />
                  <span>{t('home.point.local')}</span>
                </li>
                <li>
                  <WifiOff size={18} aria-hidden />
                  <span>{t('home.point.offline')}</span>
                </li>
              </ul>
              {hostingState}
              <div className={styles.foot}>
                <Button
                  size="large"
                  wide
                  icon={MonitorUp}
                  pending={busy === 'hosting'}
                  onPress={busy === null ? model.host : () => undefined}
                >
                  {t('home.hostMeeting')}
                </Button>
              </div>
            </section>
          )}
        </div>
        {nearby}
        {recent}
        <div className={styles.check}>{check}</div>
      </main>
      <footer className={styles.footer}>
        <span>{t('home.private')}</span>
        {trustPage !== null && (
          <a href={trustPage} target="_blank" rel="noreferrer">
            {t('home.aboutConnection')}
          </a>
        )}
      </footer>
    </div>
  )
}
