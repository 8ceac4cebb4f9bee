import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../../locales/errorText.ts'
import type { Phase } from '../../session/sessionState.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Logo } from '../../ui/pictures/Logo.tsx'
import styles from './EndedScreen.module.css'

export type Ending = Extract<Phase, { kind: 'ended' | 'failed' }>

export interface EndedScreenProps {
  readonly ending: Ending
  /** What is between us and a host that did not answer. */
  readonly why: ReactNode
  readonly onRejoin: () => void
  readonly onHome: () => void
}

/** The meeting is over for us: why, and what can be done. */
export function EndedScreen({ ending, why, onRejoin, onHome }: EndedScreenProps) {
  const { t } = useTranslation()
  const unreachable = ending.kind === 'failed' && ending.code === 'unreachable'
  const words = () => {
    if (ending.kind === 'ended') {
      return { title: t(`ending.${ending.reason}.title`), text: t(`ending.${ending.reason}.text`) }
    }
    if (ending.code === 'unreachable') {
      return { title: t('ending.unreachable.title'), text: t('ending.unreachable.text') }
    }
    return { title: t('ending.failed.title'), text: errorText(t, ending) }
  }
  const { title, text } = words()
  return (
    <main className={styles.screen}>
      <Logo />
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.text}>{text}</p>
      {unreachable && why !== null && <p className={styles.why}>{why}</p>}
      <div className={styles.actions}>
        <Button look="primary" size="large" autoFocus onPress={onRejoin}>
          {t(`ending.${againOf(ending)}`)}
        </Button>
        <Button size="large" onPress={onHome}>
          {t('ending.home')}
        </Button>
      </div>
    </main>
  )
}

/** What trying once more is called. */
function againOf(ending: Ending): 'tryAgain' | 'askAgain' | 'begin' | 'moveBack' | 'rejoin' {
  if (ending.kind === 'failed') return 'tryAgain'
  if (ending.reason === 'elsewhere') return 'moveBack'
  if (ending.reason === 'declined') return 'askAgain'
  return ending.reason === 'over' ? 'begin' : 'rejoin'
}
