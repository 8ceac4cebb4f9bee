import type { Health } from '../../../protocol/rest/operators.ts'

/**
 * Whether the host does all that it should, and if not, why.
 *
 * @param media whether it can carry sound and pictures.
 * @param holdsBack whether somebody gets none because of too many dead workers.
 * @param full whether newcomers get none because the workers carry as many as they can.
 * @param certificate whether something is wrong with the host's certificate.
 */
export function hostHealth(
  media: boolean,
  holdsBack: boolean,
  full: boolean,
  certificate: boolean,
): Pick<Health, 'status' | 'reason'> {
  if (!media) return { status: 'degraded', reason: 'no_media' }
  if (full) return { status: 'degraded', reason: 'media_full' }
  if (holdsBack) return { status: 'degraded', reason: 'media_held_back' }
  return certificate ? { status: 'degraded', reason: 'certificate' } : { status: 'ok' }
}
