import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { RESOLUTIONS, SOUND_SWITCHES } from '../../media/captureSettings.ts'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { CheckBox } from '../../ui/CheckBox.tsx'
import { SelectBox } from '../../ui/SelectBox.tsx'
import styles from './CaptureChoices.module.css'
import { CodecChoice } from './CodecChoice.tsx'

/** How large the camera's picture is, how it is encoded, and what the browser does to the microphone's sound. */
export function CaptureChoices({ media }: { readonly media: LocalMediaView }) {
  const { t } = useTranslation()
  const settings = useStore(media.store, (state) => state.settings)
  return (
    <>
      <SelectBox
        label={t('devices.resolution')}
        value={String(settings.resolution)}
        options={RESOLUTIONS.map((lines) => ({ value: String(lines), label: t(`devices.lines.${lines}`) }))}
        onChange={(value) => {
          const resolution = RESOLUTIONS.find((lines) => String(lines) === value)
          if (resolution !== undefined) media.capture({ resolution })
        }}
      />
      <CodecChoice media={media} />
      <fieldset className={styles.switches}>
        <legend>{t('devices.sound')}</legend>
        {SOUND_SWITCHES.map((name) => (
          <CheckBox
            key={name}
            label={t(`devices.${name}`)}
            checked={settings[name]}
            onChange={(on) => media.capture({ [name]: on })}
          />
        ))}
        <p className={styles.note}>{t('devices.soundNote')}</p>
      </fieldset>
    </>
  )
}
