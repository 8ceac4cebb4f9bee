import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MeetingView } from '../../session/MeetingView.ts'
import { UnderstoodNotice } from './UnderstoodNotice.tsx'

/** Says why pictures are small and blurred, and that nothing is to be done about it in here. */
export function NarrowNotice({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const narrow = useStore(meeting.store, ({ narrow: small, link }) => small && link.kind === 'up')
  return (
    <UnderstoodNotice about={narrow ? 'narrow' : null} title={t('connection.narrow')}>
      {t('connection.narrowText')}
    </UnderstoodNotice>
  )
}
