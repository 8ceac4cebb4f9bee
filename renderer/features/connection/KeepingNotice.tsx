import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type MeetingView, selfPeerOf } from '../../session/MeetingView.ts'
import { UnderstoodNotice } from './UnderstoodNotice.tsx'

/** Tells those who lead that the host cannot write the meeting down; the others could do nothing about it. */
export function KeepingNotice({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const kept = useStore(meeting.store, (state) => state.kept)
  const role = useStore(meeting.store, (state) => selfPeerOf(state)?.role)
  return (
    <UnderstoodNotice
      about={kept ? null : 'not kept'}
      hidden={role !== 'host' && role !== 'cohost'}
      title={t('connection.notKept')}
    >
      {t('connection.notKeptText')}
    </UnderstoodNotice>
  )
}
