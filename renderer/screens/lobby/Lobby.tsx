import { ArrowLeft } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/buttons/Button.tsx'
import { Notice } from '../../ui/messages/Notice.tsx'
import { PasswordInput } from '../../ui/inputs/PasswordInput.tsx'
import { Spinner } from '../../ui/messages/Spinner.tsx'
import { TextInput } from '../../ui/inputs/TextInput.tsx'
import styles from './Lobby.module.css'
import type { LobbyModel, PasswordField } from './useLobby.ts'
import { Name } from '../../ui/names/Name.tsx'
import { IsolatedText } from '../../ui/names/IsolatedText.tsx'
import { isolate } from '../../ui/names/isolate.ts'

export interface LobbyProps {
  readonly model: LobbyModel
  readonly preview: ReactNode
  readonly problems: ReactNode
  readonly pickers: ReactNode
  readonly onBack: () => void
}

/** Before joining: how others will see and hear us; and where the room is locked, the waiting to be let in. */
export function Lobby({ model, preview, problems, pickers, onBack }: LobbyProps) {
  const { t } = useTranslation()
  return (
    <main className={styles.lobby} data-live>
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
        {model.withdraw === null ? (
          <JoinForm model={model} pickers={pickers} />
        ) : (
          <Waiting model={model} pickers={pickers} onCancel={model.withdraw} />
        )}
      </div>
    </main>
  )
}

interface SideProps {
  readonly model: LobbyModel
  readonly pickers: ReactNode
}

function JoinForm({ model, pickers }: SideProps) {
  const { t } = useTranslation()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    model.join?.()
  }
  return (
    <form className={styles.side} onSubmit={submit} noValidate>
      <Head model={model} title={t('lobby.ready')} />
      <TextInput
        label={t('lobby.yourName')}
        value={model.name}
        onChange={model.setName}
        error={model.nameError}
        autoComplete="name"
        autoFocus={model.name === ''}
      />
      {model.password !== null && <Password field={model.password} />}
      {pickers}
      {model.without && <Notice tone="info">{t(`lobby.${model.without}`)}</Notice>}
      <div className={styles.join}>
        <Button
          type="submit"
          look="primary"
          size="large"
          wide
          autoFocus={model.name !== '' && model.password === null}
          pending={model.join === null}
        >
          {t('lobby.joinNow')}
        </Button>
      </div>
    </form>
  )
}

function Password({ field }: { readonly field: PasswordField }) {
  const { t } = useTranslation()
  const box = useRef<HTMLInputElement>(null)
  const { asked } = field
  useEffect(() => {
    box.current?.focus()
    box.current?.select()
  }, [asked])
  return (
    <PasswordInput
      label={t('lobby.password')}
      value={field.value}
      onChange={field.set}
      error={field.error}
      hint={t('lobby.passwordHint')}
      showName={t('door.show')}
      hideName={t('door.hide')}
      ref={box}
    />
  )
}

function Waiting({ model, pickers, onCancel }: SideProps & { readonly onCancel: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={styles.side}>
      <Head model={model} title={t('lobby.waiting')} />
      <p className={styles.waiting}>
        <Spinner />
        <span>{t('lobby.waitingText')}</span>
      </p>
      {pickers}
      <div className={styles.join}>
        <Button size="large" wide autoFocus onPress={onCancel}>
          {t('lobby.cancel')}
        </Button>
      </div>
    </div>
  )
}

function Head({ model, title }: { readonly model: LobbyModel; readonly title: string }) {
  const { t } = useTranslation()
  return (
    <header>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.where}>
        <strong>
          <Name>{model.room}</Name>
        </strong>{' '}
        <span>
          <IsolatedText text={t('lobby.onHost', { host: isolate(model.host) })} />
        </span>
      </p>
    </header>
  )
}
