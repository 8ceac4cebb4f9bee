import type { Health } from '../../protocol/rest.ts'

/**
 * Whether the host does all that it should, and if not, why.
 *
 * @param media whether it can carry sound and pictures.
 * @param holdsBack whether somebody gets none because of too many dead workers.
 */
export function healthStatus(media: boolean, holdsBack: boolean): Pick<Health, 'status' | 'reason'> {
  if (!media) return { status: 'degraded', reason: 'no_media' }
  return holdsBack ? { status: 'degraded', reason: 'media_held_back' } : { status: 'ok' }
}
