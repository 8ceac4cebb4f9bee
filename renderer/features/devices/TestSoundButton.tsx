import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { playTestSound } from '../../media/playTestSound.ts'
import { speakerInUse } from '../../media/speakerInUse.ts'
import { Button } from '../../ui/Button.tsx'
import { useToasts } from '../../ui/toastContext.ts'

/** Lets one hear whether the chosen speaker is the right one. */
export function TestSoundButton({ media }: { readonly media: LocalMediaView }) {
  const { t } = useTranslation()
  const toasts = useToasts()
  const [playing, setPlaying] = useState(false)
  const play = () => {
    setPlaying(true)
    playTestSound(speakerInUse(media.store.getState()))
      .catch(() => toasts.show(t('devices.testSoundFailed')))
      .finally(() => setPlaying(false))
  }
  return (
    <Button pending={playing} onPress={play}>
      {t('devices.testSound')}
    </Button>
  )
}
