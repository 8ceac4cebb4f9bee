import { Mic, Video, Volume2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DeviceKind } from '../../media/DeviceInventory.ts'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { SelectBox } from '../../ui/SelectBox.tsx'
import styles from './DevicePickers.module.css'
import { chosenOption, deviceOptions } from './devicePickers.ts'
import { MicrophoneLevel } from './MicrophoneLevel.tsx'
import { TestSoundButton } from './TestSoundButton.tsx'

const icons = { camera: Video, microphone: Mic, speaker: Volume2 } as const

/** Which camera, microphone and speaker. */
export function DevicePickers({ media }: { readonly media: LocalMediaView }) {
  return (
    <div className={styles.pickers}>
      <Picker media={media} kind="camera" />
      <Picker media={media} kind="microphone" />
      <MicrophoneLevel media={media} />
      <div className={styles.speaker}>
        <Picker media={media} kind="speaker" />
        <TestSoundButton media={media} />
      </div>
    </div>
  )
}

function Picker({ media, kind }: { readonly media: LocalMediaView; readonly kind: DeviceKind }) {
  const { t } = useTranslation()
  const devices = useStore(media.store, (state) => state[`${kind}s`])
  const chosen = useStore(media.store, (state) => state.chosen[kind])
  const standard = useStore(media.store, (state) => (kind === 'camera' ? null : state.standard[kind]))
  const options = deviceOptions(t, kind, devices, standard)
  return (
    <SelectBox
      label={t(`devices.${kind}`)}
      labelHidden
      icon={icons[kind]}
      value={chosenOption(chosen, devices)}
      options={options}
      disabled={options.length === 1}
      onChange={(value) => media.choose(kind, value === '' ? null : value)}
    />
  )
}
