import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DeviceState } from '../../media/localMediaState.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { VideoPicture } from '../../ui/pictures/VideoPicture.tsx'
import styles from './CameraPreview.module.css'
import { CameraButton, MicrophoneButton } from './DeviceButtons.tsx'

/** How the others will see us: mirrored, as people know themselves. */
export function CameraPreview({ media }: { readonly media: LocalMedia }) {
  const { t } = useTranslation()
  const camera = useStore(media.store, (state) => state.camera)
  const sent = useStore(media.store, (state) => state.sent.camera)
  const words = camera.kind === 'on' && sent === null ? 'effects.preparingPicture' : wordsFor(camera)
  return (
    <div className={styles.preview}>
      <VideoPicture track={sent} mirrored name={t('devices.preview')} />
      {words !== null && <p className={styles.words}>{t(words)}</p>}
      <div className={styles.buttons}>
        <MicrophoneButton media={media} place="picture" />
        <CameraButton media={media} place="picture" />
      </div>
    </div>
  )
}

function wordsFor(camera: DeviceState) {
  switch (camera.kind) {
    case 'on':
      return null
    case 'starting':
      if (camera.asking) return null
      return camera.late ? 'devices.cameraLate' : 'devices.cameraStarting'
    case 'off':
    case 'problem':
      return 'devices.cameraOff'
    default:
      return camera satisfies never
  }
}
