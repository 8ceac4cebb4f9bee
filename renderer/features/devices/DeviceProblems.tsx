import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { Notice } from '../../ui/Notice.tsx'
import { cameraToggle, microphoneToggle } from './deviceToggles.ts'

/** Says why a device gives nothing and what to do about it. */
export function DeviceProblems({ media }: { readonly media: LocalMediaView }) {
  const { t } = useTranslation()
  const microphone = useStore(media.store, useShallow(microphoneToggle)).problem
  const camera = useStore(media.store, useShallow(cameraToggle)).problem
  return (
    <>
      {microphone !== null && <Notice tone="problem">{t(`devices.problem.microphone.${microphone}`)}</Notice>}
      {camera !== null && <Notice tone="problem">{t(`devices.problem.camera.${camera}`)}</Notice>}
    </>
  )
}
