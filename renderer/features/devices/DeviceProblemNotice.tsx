import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { LocalSource } from '../../media/localMediaState.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Notice } from '../../ui/messages/Notice.tsx'
import { cameraToggle, microphoneToggle } from './deviceToggles.ts'

/** Says why a device gives nothing and what to do about it. */
export function DeviceProblemNotice({ media }: { readonly media: LocalMedia }) {
  const { t } = useTranslation()
  const microphone = useStore(media.store, useShallow(microphoneToggle)).problem
  const camera = useStore(media.store, useShallow(cameraToggle)).problem
  const asking = useStore(media.store, (state) =>
    [state.microphone, state.camera].some((device) => device.kind === 'starting' && device.asking === true),
  )
  const again = (source: LocalSource) => (
    <Button size="small" onPress={() => media.setOn(source, true)}>
      {t('devices.tryAgain')}
    </Button>
  )
  return (
    <>
      {asking && <Notice tone="info">{t('devices.asking')}</Notice>}
      {microphone !== null && (
        <Notice tone="problem" action={microphone === 'noAnswer' && again('microphone')}>
          {t(`devices.problem.microphone.${microphone}`)}
        </Notice>
      )}
      {camera !== null && (
        <Notice tone="problem" action={camera === 'noAnswer' && again('camera')}>
          {t(`devices.problem.camera.${camera}`)}
        </Notice>
      )}
    </>
  )
}
