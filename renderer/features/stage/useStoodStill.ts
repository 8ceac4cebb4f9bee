import { useCallback } from 'react'
import type { MeetingView } from '../../session/MeetingView.ts'
import type { PersonTile } from './personTile.ts'

/** What a tile's picture tells when it stands still. */
export function useStoodStill(meeting: MeetingView, tile: PersonTile | null): () => void {
  const track = tile?.track ?? null
  return useCallback(() => {
    if (track !== null) meeting.stoodStill(track)
  }, [meeting, track])
}
