import { useCallback } from 'react'
import type { Session } from '../../../session/Session.ts'
import type { TileState } from './tileState.ts'

/** What a tile's picture tells when it stands still. */
export function useFrozenVideoReport(meeting: Session, tile: TileState | null): () => void {
  const track = tile?.track ?? null
  return useCallback(() => {
    if (track !== null) meeting.stoodStill(track)
  }, [meeting, track])
}
