import { useTranslation } from 'react-i18next'
import type { Reception } from '../../session/media/Viewing.ts'
import styles from './ConnectionDialog.module.css'

const CHOICES: readonly Reception[] = ['full', 'saver', 'audio']

export interface ReceptionChoiceProps {
  readonly value: Reception
  readonly onChange: (value: Reception) => void
}

/** How much one wants to receive. Native radio buttons: one tab stop, arrow keys, and every reader knows them. */
export function ReceptionChoice({ value, onChange }: ReceptionChoiceProps) {
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
