import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CODEC_CHOICES, encodableCodecs } from '../../../media/codecPreference.ts'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import { Select } from '../../../ui/inputs/Select.tsx'
import styles from './CaptureChoices.module.css'

/** How pictures are encoded, with a word on what each way is good for. Only what this browser can do is offered. */
export function CodecSelect({ media }: { readonly media: LocalMedia }) {
  const { t } = useTranslation()
  const codec = useStore(media.store, (state) => state.settings.codec)
  const able = encodableCodecs()
  const choices = CODEC_CHOICES.filter((choice) => choice === 'auto' || able.includes(choice))
  const shown = choices.includes(codec) ? codec : 'auto'
  return (
    <div className={styles.choice}>
      <Select
        label={t('devices.codec')}
        value={shown}
        options={choices.map((choice) => ({ value: choice, label: t(`devices.codecs.${choice}`) }))}
        disabled={choices.length === 1}
        onChange={(value) => {
          const chosen = choices.find((choice) => choice === value)
          if (chosen !== undefined) media.capture({ codec: chosen })
        }}
      />
      <p className={styles.note}>{t(`devices.codecNote.${shown}`)}</p>
    </div>
  )
}
