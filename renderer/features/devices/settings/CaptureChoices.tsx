import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { RESOLUTIONS, SOUND_SWITCHES } from '../../../media/captureSettings.ts'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import { Checkbox } from '../../../ui/inputs/Checkbox.tsx'
import { Select } from '../../../ui/inputs/Select.tsx'
import styles from './CaptureChoices.module.css'
import { CodecSelect } from './CodecSelect.tsx'

/** How large the camera's picture is, how it is encoded, and what the browser does to the microphone's sound. */
export function CaptureChoices({ media }: { readonly media: LocalMedia }) {
  const { t } = useTranslation()
  const settings = useStore(media.store, (state) => state.settings)
  return (
    <>
      <Select
        label={t('devices.resolution')}
        value={String(settings.resolution)}
        options={RESOLUTIONS.map((lines) => ({ value: String(lines), label: t(`devices.lines.${lines}`) }))}
        onChange={(value) => {
          const resolution = RESOLUTIONS.find((lines) => String(lines) === value)
          if (resolution !== undefined) media.capture({ resolution })
        }}
      />
      <CodecSelect media={media} />
      <fieldset className={styles.switches}>
        <legend>{t('devices.sound')}</legend>
        {SOUND_SWITCHES.map((name) => (
          <Checkbox
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
