import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Session } from '../../session/Session.ts'
import { DismissibleNotice } from './DismissibleNotice.tsx'

/** Says why pictures are small and blurred, and that nothing is to be done about it in here. */
export function NarrowNotice({ meeting }: { readonly meeting: Session }) {
  const { t } = useTranslation()
  const narrow = useStore(meeting.store, ({ narrow: small, link }) => small && link.kind === 'up')
  return (
    <DismissibleNotice about={narrow ? 'narrow' : null} title={t('connection.narrow')}>
      {t('connection.narrowText')}
    </DismissibleNotice>
  )
}
