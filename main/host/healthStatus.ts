import type { Health } from '../../protocol/rest.ts'

/**
 * Whether the host does all that it should, and if not, why.
 *
 * @param media whether it can carry sound and pictures.
 * @param holdsBack whether somebody gets none because of too many dead workers.
 * @param full whether newcomers get none because the workers carry as many as they can.
 */
export function healthStatus(
  media: boolean,
  holdsBack: boolean,
  full: boolean,
): Pick<Health, 'status' | 'reason'> {
  if (!media) return { status: 'degraded', reason: 'no_media' }
  if (full) return { status: 'degraded', reason: 'media_full' }
  return holdsBack ? { status: 'degraded', reason: 'media_held_back' } : { status: 'ok' }
}
