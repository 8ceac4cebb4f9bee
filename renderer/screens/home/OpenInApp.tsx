import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './OpenInApp.module.css'

export interface OpenInAppProps {
  /** `hearth://…`, which the system opens with the app. */
  readonly link: string
  /** Where the host offers the app. */
  readonly installers: string
  /** The last invitation was opened with the app. */
  readonly preferred: boolean
  readonly onOpen: () => void
}

/** An invite link in a browser may be for the app. A page cannot find out whether it is installed. */
export function OpenInApp({ link, installers, preferred, onOpen }: OpenInAppProps) {
  const { t } = useTranslation()
  const [tried, setTried] = useState(false)
  const open = () => {
    setTried(true)
    onOpen()
  }
  return (
    <div className={styles.offer} data-preferred={preferred || undefined}>
      <p>
        <span>{t(preferred ? 'home.appOffer.last' : 'home.appOffer.have')}</span>{' '}
        <a href={link} onClick={open}>
          {t('home.appOffer.open')}
        </a>
      </p>
      {tried && (
        <p>
          <span>{t('home.appOffer.nothing')}</span>{' '}
          <a href={installers} target="_blank" rel="noreferrer">
            {t('home.appOffer.get')}
          </a>
          <span>.</span>
        </p>
      )}
    </div>
  )
}
