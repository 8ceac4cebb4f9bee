import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { Checkbox } from '../../ui/inputs/Checkbox.tsx'
import { Notice } from '../../ui/messages/Notice.tsx'
import { VideoPicture } from '../../ui/pictures/VideoPicture.tsx'
import { BackgroundGallery } from './BackgroundGallery.tsx'
import styles from './EffectsSettings.module.css'
import { EffectStatus } from './EffectStatus.tsx'

/** Background and noise, with the picture that others get. What is chosen here is in force at once. */
export function EffectsSettings({ media }: { readonly media: LocalMedia }) {
  const { t } = useTranslation()
  const { effects } = media
  const suppressNoise = useStore(effects.store, (state) => state.wish.suppressNoise)
  const ended = useStore(effects.store, (state) => state.ended)
  return (
    <section className={styles.effects} aria-label={t('effects.title')}>
      <Preview media={media} />
      {ended !== null && <Notice tone="problem">{t(`effects.ended.${ended.source}.${ended.why}`)}</Notice>}
      <BackgroundGallery effects={effects} />
      <EffectStatus effects={effects} source="camera" />
      <Checkbox
        label={t('effects.noise')}
        checked={suppressNoise}
        onChange={(on) => effects.setSuppressNoise(on)}
      />
      <p className={styles.hint}>{t('effects.noiseHint')}</p>
      <EffectStatus effects={effects} source="microphone" />
    </section>
  )
}

function Preview({ media }: { readonly media: LocalMedia }) {
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
