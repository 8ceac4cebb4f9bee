import { SendHorizontal } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../../locales/errorText.ts'
import type { Session } from '../../session/Session.ts'
import { IconButton } from '../../ui/buttons/IconButton.tsx'
import { isComposing } from '../../ui/inputs/isComposing.ts'
import type { ChatStore } from './ChatStore.ts'
import styles from './Composer.module.css'
import { useComposer } from './useComposer.ts'
import { isolateInLabel } from '../../ui/names/isolateInLabel.ts'

export interface ComposerProps {
  readonly meeting: Session
  readonly chat: ChatStore
}

/** Where a message is written. */
export function Composer({ meeting, chat }: ComposerProps) {
  const { t } = useTranslation()
  const model = useComposer(meeting, chat)
  const box = useRef<HTMLTextAreaElement>(null)
  // Whoever opens the chat or picks a reader is about to write; on a phone that would cover what there is to read.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) box.current?.focus()
  }, [model.to?.id])
  const { send } = model
  if (send === null) return <p className={styles.forbidden}>{t('chat.notAllowed')}</p>

  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
    event.preventDefault()
    send()
  }
  return (
    <form className={styles.composer} onSubmit={submit}>
      <label className={styles.to}>
        <span>{t('chat.to')}</span>
        <select
          value={model.to?.id ?? ''}
          onChange={(event) => model.chooseReader(event.currentTarget.value)}
        >
          <option value="">{t('chat.everyone')}</option>
          {model.readers.map((reader) => (
            <option key={reader.id} value={reader.id} dir="auto" translate="no">
              {reader.name === '' ? t('chat.gone') : reader.name}
            </option>
          ))}
        </select>
      </label>
      {model.refusal !== null && (
        <p className={styles.refusal} role="alert">
          {errorText(t, model.refusal)}
        </p>
      )}
      <div className={styles.box} data-private={model.to !== null || undefined}>
        <textarea
          ref={box}
          className={styles.text}
          aria-label={t('chat.message')}
          rows={1}
          dir="auto"
          value={model.draft}
          placeholder={
            model.to === null
              ? t('chat.placeholder')
              : t('chat.placeholderTo', { name: isolateInLabel(model.to.name) })
          }
          onChange={(event) => model.setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton name={t('chat.send')} icon={SendHorizontal} type="submit" />
      </div>
      {model.left !== null && (
        <p className={styles.left} data-over={model.left < 0 || undefined}>
          {model.left < 0 ? t('chat.tooLong', { count: -model.left }) : t('chat.left', { count: model.left })}
        </p>
      )}
    </form>
  )
}
