import { ProtocolError } from '../../../protocol/errors.ts'
import type { PeerId } from '../../../protocol/ids.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { useToasts } from '../../ui/toastContext.ts'

/** Shows somebody large to everyone, or nobody; says why where the host refuses. */
export function useSpotlight(meeting: MeetingView): (peer: PeerId | null) => void {
  const toasts = useToasts()
  return (peer) => {
    meeting.request('spotlight.set', { peer }).catch((error: unknown) => {
      if (!(error instanceof ProtocolError)) throw error
      toasts.show(error.message)
    })
  }
}
