import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import styles from './MicrophoneMeter.module.css'

/** How far the number that readers hear must move before it is written again; the bar moves always. */
const STEP = 5

/** Shows that our microphone hears us. The level goes straight to the element: it changes 15 times a second. */
export function MicrophoneMeter({ media }: { readonly media: LocalMedia }) {
  const { t } = useTranslation()
  const meter = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    let told = 0
    return media.watchLevel((level) => {
      const element = meter.current
      if (element === null) return
      element.style.setProperty('--level', level.toFixed(2))
      const percent = Math.round((level * 100) / STEP) * STEP
      if (percent === told) return
      told = percent
      element.setAttribute('aria-valuenow', String(percent))
    })
  }, [media])

  return (
    <div
      ref={meter}
      className={styles.meter}
      role="meter"
      aria-label={t('devices.level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      <div className={styles.bar} />
    </div>
  )
}
