import { useTranslation } from 'react-i18next'
import { ProtocolError } from '../../../protocol/errors.ts'
import type { PeerId } from '../../../protocol/ids.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { refusalText } from '../../locales/refusalText.ts'
import { useToasts } from '../../ui/toastContext.ts'

/** Shows somebody large to everyone, or nobody; says why where the host refuses. */
export function useSpotlight(meeting: MeetingView): (peer: PeerId | null) => void {
  const { t } = useTranslation()
  const toasts = useToasts()
  return (peer) => {
    meeting
      .request('spotlight.set', { peer })
      .catch((error: unknown) => toasts.show(refusalText(t, ProtocolError.of(error))))
  }
}
