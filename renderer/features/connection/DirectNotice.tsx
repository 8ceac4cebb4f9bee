import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Session } from '../../session/Session.ts'
import { DismissibleNotice } from './DismissibleNotice.tsx'

/** Says that the host's media server does not run, and what becomes of sound and pictures meanwhile. */
export function DirectNotice({ meeting }: { readonly meeting: Session }) {
  const { t } = useTranslation()
  const direct = useStore(meeting.store, (state) => state.direct)
  // A broken connection to the host is said by a notice of its own, and comes first.
  const up = useStore(meeting.store, (state) => state.link.kind === 'up')
  return (
    <DismissibleNotice about={direct} hidden={!up} title={t('connection.noServer')}>
      {direct !== null && t(`connection.direct.${direct}`)}
    </DismissibleNotice>
  )
}
