import { WandSparkles } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MicrophoneLevel } from '../features/devices/MicrophoneLevel.tsx'
import type { LocalMediaView } from '../media/LocalMediaView.ts'
import { Button } from '../ui/Button.tsx'

const EffectsDialog = lazy(async () => {
  const { EffectsDialog: view } = await import('../features/effects/EffectsDialog.tsx')
  return { default: view }
})

/** The way from the lobby to background and noise. */
export function LobbyEffects({ media }: { readonly media: LocalMediaView }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" icon={WandSparkles} onPress={() => setOpen(true)}>
        {t('effects.open')}
      </Button>
      {open && (
        <Suspense>
          <EffectsDialog
            media={media}
            level={<MicrophoneLevel media={media} />}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
