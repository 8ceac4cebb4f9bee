import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/buttons/Button.tsx'
import styles from './HotkeyInput.module.css'
import { hotkeyOf } from './hotkeyOf.ts'

export interface HotkeyInputProps {
  readonly label: string
  /** Null: no key. */
  readonly value: string | null
  readonly disabled: boolean
  readonly describedBy: string
  readonly onChange: (value: string | null) => void
}

/** Takes the keys that are pressed in it. Tab and Escape go on doing what they do everywhere. */
export function HotkeyInput({ label, value, disabled, describedBy, onChange }: HotkeyInputProps) {
  const { t } = useTranslation()
  const [listening, setListening] = useState(false)
  const id = useId()
  const shown = value ?? (listening ? t('settings.pressKeys') : t('settings.noKey'))
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.row}>
        <input
          id={id}
          className={styles.input}
          readOnly
          value={shown}
          disabled={disabled}
          aria-describedby={describedBy}
          onFocus={() => setListening(true)}
          onBlur={() => setListening(false)}
          onKeyDown={(event) => {
            if (event.code === 'Tab' || event.code === 'Escape') return
            event.preventDefault()
            const key = hotkeyOf(event)
            if (key !== null) onChange(key)
          }}
        />
        {value !== null && !disabled && (
          <Button size="small" look="quiet" onPress={() => onChange(null)}>
            {t('settings.removeKey')}
          </Button>
        )}
      </div>
    </div>
  )
}
