import { ArrowLeft } from 'lucide-react'
import { type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextBox } from '../../ui/TextBox.tsx'
import styles from './Lobby.module.css'
import type { LobbyModel } from './useLobby.ts'

export interface LobbyProps {
  readonly model: LobbyModel
  readonly preview: ReactNode
  readonly problems: ReactNode
  readonly pickers: ReactNode
  readonly onBack: () => void
}

/** Before joining: how others will see and hear us. */
export function Lobby({ model, preview, problems, pickers, onBack }: LobbyProps) {
  const { t } = useTranslation()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    model.join?.()
  }
  return (
    <main className={styles.lobby}>
      <div className={styles.back}>
        <Button look="quiet" icon={ArrowLeft} onPress={onBack}>
          {t('lobby.back')}
        </Button>
      </div>
      <div className={styles.columns}>
        <div className={styles.picture}>
          {preview}
          {problems}
        </div>
        <form className={styles.side} onSubmit={submit} noValidate>
          <header>
            <h1 className={styles.title}>{t('lobby.ready')}</h1>
            <p className={styles.where}>
              <strong>{model.room}</strong> {t('lobby.onHost', { host: model.host })}
            </p>
          </header>
          <TextBox
            label={t('lobby.yourName')}
            value={model.name}
            onChange={model.setName}
            error={model.nameError}
            autoComplete="name"
            autoFocus={model.name === ''}
          />
          {pickers}
          {model.without && <Notice tone="info">{t(`lobby.${model.without}`)}</Notice>}
          <div className={styles.join}>
            <Button
              type="submit"
              look="primary"
              size="large"
              wide
              autoFocus={model.name !== ''}
              pending={model.join === null}
            >
              {t('lobby.joinNow')}
            </Button>
          </div>
        </form>
      </div>
    </main>
  )
}
