import { Mic, MicOff, Video, VideoOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { IconButton } from '../../ui/buttons/IconButton.tsx'
import { ToolbarButton } from '../../ui/buttons/ToolbarButton.tsx'
import { cameraToggle, microphoneToggle } from './deviceToggles.ts'

export interface DeviceButtonProps {
  readonly media: LocalMedia
  /** `bar`: in the call's toolbar; `picture`: a round one on the preview. */
  readonly place: 'bar' | 'picture'
}

export function MicrophoneButton({ media, place }: DeviceButtonProps) {
  const { t } = useTranslation()
  const { on, problem } = useStore(media.store, useShallow(microphoneToggle))
  const name = on ? t('devices.muteMicrophone') : t('devices.unmuteMicrophone')
  const icon = on ? Mic : MicOff
  const held = useStore(media.store, (state) => state.heldToTalk)
  const toggle = () => media.setOn('microphone', !on)
  if (place === 'picture')
    return <IconButton name={name} icon={icon} look="round" off={!on} onPress={toggle} />
  return (
    <ToolbarButton
      name={name}
      label={held ? t('devices.short.talking') : on ? t('devices.short.mute') : t('devices.short.unmute')}
      icon={icon}
      tone={held ? 'on' : on ? 'plain' : 'off'}
      warn={problem !== null}
      shortcut="m"
      onPress={toggle}
    />
  )
}

export function CameraButton({ media, place }: DeviceButtonProps) {
  const { t } = useTranslation()
  const { on, problem } = useStore(media.store, useShallow(cameraToggle))
  const name = on ? t('devices.cameraTurnOff') : t('devices.cameraTurnOn')
  const icon = on ? Video : VideoOff
  const toggle = () => media.setOn('camera', !on)
  if (place === 'picture')
    return <IconButton name={name} icon={icon} look="round" off={!on} onPress={toggle} />
  return (
    <ToolbarButton
      name={name}
      label={t('devices.short.camera')}
      icon={icon}
      tone={on ? 'plain' : 'off'}
      warn={problem !== null}
      shortcut="v"
      onPress={toggle}
    />
  )
}
