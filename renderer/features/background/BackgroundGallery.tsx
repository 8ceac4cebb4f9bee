import { Ban, ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { BACKGROUNDS, type Background } from '../../media/effects/effectsState.ts'
import { canShow } from '../../media/effects/background/canShow.ts'
import type { Effects } from '../../media/effects/Effects.ts'
import { PICTURES } from '../../media/effects/backgroundImages.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Notice } from '../../ui/messages/Notice.tsx'
import { RadioTiles } from '../../ui/inputs/RadioTiles.tsx'
import styles from './BackgroundGallery.module.css'
import { useCustomBackground } from './useCustomBackground.ts'

/** What stands behind us in our picture. */
export function BackgroundGallery({ effects }: { readonly effects: Effects }) {
  const { t } = useTranslation()
  const background = useStore(effects.store, (state) => state.wish.background)
  const own = useCustomBackground()
  const files = useRef<HTMLInputElement>(null)

  const take = async (file: File | undefined) => {
    if (file !== undefined && (await own.keep(file))) effects.setBackground('own')
  }

  return (
    <>
      <RadioTiles
        legend={t('effects.background')}
        name="background"
        value={background}
        tiles={BACKGROUNDS.filter((value) => canShow(value) && (value !== 'own' || own.url !== null)).map(
          (value) => ({
            value,
            label: t(`effects.choice.${value}`),
            picture: <Sample background={value} own={own.url} />,
          }),
        )}
        onChange={(value) => effects.setBackground(value)}
      />
      <input
        ref={files}
        type="file"
        accept="image/*"
        hidden
        aria-label={t('effects.pickOwn')}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0])
          // The same file can be chosen once more.
          event.currentTarget.value = ''
        }}
      />
      <div>
        <Button look="quiet" size="small" icon={ImagePlus} onPress={() => files.current?.click()}>
          {own.url === null ? t('effects.pickOwn') : t('effects.changeOwn')}
        </Button>
      </div>
      {!canShow('blur') && <p className={styles.kept}>{t('effects.noBlur')}</p>}
      {own.failed && <Notice tone="problem">{t('effects.ownFailed')}</Notice>}
      {background === 'own' && <p className={styles.kept}>{t('effects.ownKept')}</p>}
    </>
  )
}

function Sample({ background, own }: { readonly background: Background; readonly own: string | null }) {
  switch (background) {
    case 'none':
      return <Ban size={20} />
    case 'blur':
    case 'strongBlur':
      return <img src={PICTURES.study} alt="" className={styles[background]} />
    case 'own':
      return own && <img src={own} alt="" />
    case 'dusk':
    case 'hills':
    case 'study':
    case 'paper':
      return <img src={PICTURES[background]} alt="" />
    default:
      return background satisfies never
  }
}
