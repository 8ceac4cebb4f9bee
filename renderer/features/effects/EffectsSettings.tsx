import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { CheckBox } from '../../ui/CheckBox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { VideoPicture } from '../../ui/VideoPicture.tsx'
import { BackgroundChoices } from './BackgroundChoices.tsx'
import styles from './EffectsSettings.module.css'
import { EffectStatus } from './EffectStatus.tsx'

/** Background and noise, with the picture that others get. What is chosen here is in force at once. */
export function EffectsSettings({ media }: { readonly media: LocalMediaView }) {
  const { t } = useTranslation()
  const { effects } = media
  const suppressNoise = useStore(effects.store, (state) => state.wish.suppressNoise)
  const ended = useStore(effects.store, (state) => state.ended)
  return (
    <section className={styles.effects} aria-label={t('effects.title')}>
      <Preview media={media} />
      {ended !== null && <Notice tone="problem">{t(`effects.ended.${ended.source}.${ended.why}`)}</Notice>}
      <BackgroundChoices effects={effects} />
      <EffectStatus effects={effects} source="camera" />
      <CheckBox
        label={t('effects.noise')}
        checked={suppressNoise}
        onChange={(on) => effects.setSuppressNoise(on)}
      />
      <p className={styles.hint}>{t('effects.noiseHint')}</p>
      <EffectStatus effects={effects} source="microphone" />
    </section>
  )
}

function Preview({ media }: { readonly media: LocalMediaView }) {
  const { t } = useTranslation()
  const on = useStore(media.store, (state) => state.camera.kind === 'on')
  const sent = useStore(media.store, (state) => state.sent.camera)
  return (
    <div className={styles.preview}>
      <VideoPicture track={sent} mirrored name={t('effects.preview')} />
      {sent === null && (
        <p className={styles.words}>{on ? t('effects.preparingPicture') : t('effects.cameraOff')}</p>
      )}
    </div>
  )
}
