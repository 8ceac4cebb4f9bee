import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type Session, selfPeerOf } from '../../session/Session.ts'
import { DismissibleNotice } from './DismissibleNotice.tsx'

/** Tells those who lead that the host cannot write the meeting down; the others could do nothing about it. */
export function KeepingNotice({ meeting }: { readonly meeting: Session }) {
  const { t } = useTranslation()
  const kept = useStore(meeting.store, (state) => state.kept)
  const role = useStore(meeting.store, (state) => selfPeerOf(state)?.role)
  return (
    <DismissibleNotice
      about={kept ? null : 'not kept'}
      hidden={role !== 'host' && role !== 'cohost'}
      title={t('connection.notKept')}
    >
      {t('connection.notKeptText')}
    </DismissibleNotice>
  )
}
