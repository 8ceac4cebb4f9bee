import { useTranslation } from 'react-i18next'
import { type ListeningVolume, MAX_VOLUME } from '../../media/audio/PlaybackVolumes.ts'
import styles from './VolumeSlider.module.css'
import { isolateInLabel } from '../../ui/names/isolateInLabel.ts'

/** One press of an arrow key, in percent. */
const STEP = 5

export interface VolumeSliderProps {
  readonly name: string
  readonly value: ListeningVolume
  readonly onChange: (volume: number) => void
}

/** How loud a person is for us alone: up to twice as loud as they come. */
export function VolumeSlider({ name, value, onChange }: VolumeSliderProps) {
  const { t } = useTranslation()
  const percent = Math.round(value.volume * 100)
  const text = t('people.percent', { percent })
  return (
    <div className={styles.volume}>
      <input
        type="range"
        className={styles.slider}
        aria-label={t('people.volumeOf', { name: isolateInLabel(name) })}
        aria-valuetext={text}
        min={0}
        max={MAX_VOLUME * 100}
        step={STEP}
        value={percent}
        disabled={value.silenced}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber / 100)}
      />
      <output className={styles.percent} aria-hidden>
        {text}
      </output>
    </div>
  )
}
