import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { playTestSound } from '../../media/audio/playTestSound.ts'
import { selectedSpeaker } from '../../media/devices/selectedSpeaker.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { useToasts } from '../../ui/messages/useToasts.ts'

/** Lets one hear whether the chosen speaker is the right one. */
export function TestSoundButton({ media }: { readonly media: LocalMedia }) {
  const { t } = useTranslation()
  const toasts = useToasts()
  const [playing, setPlaying] = useState(false)
  const play = () => {
    setPlaying(true)
    playTestSound(selectedSpeaker(media.store.getState()))
      .catch(() => toasts.show(t('devices.testSoundFailed')))
      .finally(() => setPlaying(false))
  }
  return (
    <Button pending={playing} onPress={play}>
      {t('devices.testSound')}
    </Button>
  )
}
