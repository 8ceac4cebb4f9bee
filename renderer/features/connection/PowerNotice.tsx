import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Session } from '../../session/Session.ts'
import { DismissibleNotice } from './DismissibleNotice.tsx'

/** Per cent: there is time to find a socket, and no more to wait. */
const LOW = 20

export interface PowerNoticeProps {
  readonly meeting: Session
  /** The battery is the one of this very computer. */
  readonly own: boolean
}

/** Says that the computer on which everything depends runs on its battery, or goes to sleep. */
export function PowerNotice({ meeting, own }: PowerNoticeProps) {
  const { t } = useTranslation()
  const power = useStore(meeting.store, (state) => state.power)
  // A broken connection is said by a notice of its own, which knows of the sleep as well.
  const up = useStore(meeting.store, (state) => state.link.kind === 'up')
  switch (power.type) {
    case 'mains':
      return null
    case 'asleep':
      return (
        <DismissibleNotice about="asleep" hidden={!up || own} title={t('connection.power.asleep')}>
          {t('connection.power.asleepText')}
        </DismissibleNotice>
      )
    case 'battery': {
      const { percent } = power
      const level = percent !== null && percent <= LOW ? 'low' : 'battery'
      return (
        <DismissibleNotice
          about={level}
          hidden={!up}
          title={t(`connection.power.${own ? 'own' : 'host'}.${level}`)}
        >
          {percent !== null && <span>{t('connection.power.level', { percent })}</span>}{' '}
          <span>{t(own ? 'connection.power.own.text' : 'connection.power.host.text')}</span>
        </DismissibleNotice>
      )
    }
    default:
      return power satisfies never
  }
}
