import { RotateCcw } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../buttons/Button.tsx'
import { Dialog } from '../dialogs/Dialog.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import styles from './Guard.module.css'
import { NotLoaded } from './NotLoaded.ts'
import { Notice } from '../messages/Notice.tsx'
import { Panel } from '../dialogs/Panel.tsx'

/** What stands in for a part that has failed. `quiet`: nothing, where nobody would miss it before it is back. */
export type GuardPlace = 'dialog' | 'panel' | 'area' | 'notice' | 'quiet'

export interface GuardProps {
  /** What the part is called in reports: a word of ours. */
  readonly part: string
  readonly place: GuardPlace
  /** Closes the dialog or panel that has failed. */
  readonly onClose?: () => void
  /** Draws the part anew by itself after so many milliseconds, each time that it fails. */
  readonly retryMs?: number
  readonly children: ReactNode
}

/** Around each panel, dialog, tile and notice: one that fails says so, is loaded again, and takes nothing else along. */
export function Guard({ part, place, onClose, retryMs, children }: GuardProps) {
  return (
    <ErrorBoundary
      part={part}
      fallback={(again, error) => (
        <>
          {retryMs !== undefined && <Retry ms={retryMs} again={again} />}
          <Failed place={place} loading={error instanceof NotLoaded} onClose={onClose} again={again} />
        </>
      )}
    >
      {children}
    </ErrorBoundary>
  )
}

function Retry({ ms, again }: { readonly ms: number; readonly again: () => void }) {
  useEffect(() => {
    const timer = setTimeout(again, ms)
    return () => clearTimeout(timer)
  }, [ms, again])
  return null
}

interface FailedProps {
  readonly place: GuardPlace
  /** It could not be fetched; else it could not be drawn. */
  readonly loading: boolean
  readonly onClose: (() => void) | undefined
  readonly again: () => void
}

function Failed({ place, loading, onClose = () => undefined, again }: FailedProps) {
  const { t } = useTranslation()
  const title = t(loading ? 'failure.notLoaded' : 'failure.broken')
  const text = t(loading ? 'failure.notLoadedText' : 'failure.brokenText')
  const button = (small: boolean) => (
    <Button
      look={small ? 'secondary' : 'primary'}
      size={small ? 'small' : 'medium'}
      icon={RotateCcw}
      autoFocus={!small}
      onPress={again}
    >
      {t('failure.again')}
    </Button>
  )
  switch (place) {
    case 'dialog':
      return (
        <Dialog
          title={title}
          onClose={onClose}
          actions={
            <>
              <Button onPress={onClose}>{t('failure.close')}</Button>
              {button(false)}
            </>
          }
        >
          <p>{text}</p>
        </Dialog>
      )
    case 'panel':
      return (
        <Panel title={title} closeName={t('failure.close')} onClose={onClose}>
          <div className={styles.panel} role="alert">
            <p>{text}</p>
            {button(false)}
          </div>
        </Panel>
      )
    case 'area':
      return (
        <div className={styles.area} role="alert">
          <strong>{title}</strong>
          {button(true)}
        </div>
      )
    case 'notice':
      return (
        <div className={styles.notice}>
          <Notice tone="problem" action={button(true)}>
            {title}
          </Notice>
        </div>
      )
    case 'quiet':
      return null
    default:
      return place satisfies never
  }
}
