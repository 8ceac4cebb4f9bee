import { useTranslation } from 'react-i18next'
import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import type { PeerId } from '../../../../protocol/ids.ts'
import type { Session } from '../../../session/Session.ts'
import { errorText } from '../../../locales/errorText.ts'
import { useToasts } from '../../../ui/messages/useToasts.ts'

/** Shows somebody large to everyone, or nobody; says why where the host refuses. */
export function useSpotlight(meeting: Session): (peer: PeerId | null) => void {
  const { t } = useTranslation()
  const toasts = useToasts()
  return (peer) => {
    meeting
      .request('spotlight.set', { peer })
      .catch((error: unknown) => toasts.show(errorText(t, ProtocolError.of(error))))
  }
}
