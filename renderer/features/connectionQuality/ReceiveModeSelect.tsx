import { useTranslation } from 'react-i18next'
import type { ReceiveMode } from '../../session/media/subscribing/Subscriber.ts'
import styles from './ConnectionDialog.module.css'

const CHOICES: readonly ReceiveMode[] = ['full', 'saver', 'audio']

export interface ReceiveModeSelectProps {
  readonly value: ReceiveMode
  readonly onChange: (value: ReceiveMode) => void
}

/** How much one wants to receive. Native radio buttons: one tab stop, arrow keys, and every reader knows them. */
export function ReceiveModeSelect({ value, onChange }: ReceiveModeSelectProps) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.heading}>{t('quality.receive')}</legend>
      {CHOICES.map((choice) => (
        <label key={choice} className={styles.choice}>
          <input
            type="radio"
            name="reception"
            checked={choice === value}
            aria-label={t(`quality.choice.${choice}`)}
            aria-describedby={`reception-${choice}`}
            onChange={() => onChange(choice)}
          />
          <span>
            <span>{t(`quality.choice.${choice}`)}</span>
            <span id={`reception-${choice}`} className={styles.note}>
              {t(`quality.choiceHint.${choice}`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
