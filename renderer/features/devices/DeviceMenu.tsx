import { Mic, Video, Volume2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DeviceKind } from '../../media/devices/deviceList.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { Select } from '../../ui/inputs/Select.tsx'
import styles from './DeviceMenu.module.css'
import { chosenOption, deviceOptions } from './deviceOptions.ts'
import { MicrophoneMeter } from './MicrophoneMeter.tsx'
import { TestSoundButton } from './TestSoundButton.tsx'

const icons = { camera: Video, microphone: Mic, speaker: Volume2 } as const

/** Which camera, microphone and speaker. */
export function DeviceMenu({ media }: { readonly media: LocalMedia }) {
  return (
    <div className={styles.pickers}>
      <Picker media={media} kind="camera" />
      <Picker media={media} kind="microphone" />
      <MicrophoneMeter media={media} />
      <div className={styles.speaker}>
        <Picker media={media} kind="speaker" />
        <TestSoundButton media={media} />
      </div>
    </div>
  )
}

function Picker({ media, kind }: { readonly media: LocalMedia; readonly kind: DeviceKind }) {
  const { t } = useTranslation()
  const devices = useStore(media.store, (state) => state[`${kind}s`])
  const chosen = useStore(media.store, (state) => state.chosen[kind])
  const standard = useStore(media.store, (state) => (kind === 'camera' ? null : state.standard[kind]))
  const options = deviceOptions(t, kind, devices, standard)
  return (
    <Select
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
