import type { LocalSource } from '../localMediaState.ts'

/** Whether the person or the system has said no. Browsers that do not tell count as not having said it. */
export async function permissionDenied(source: LocalSource): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: source })).state === 'denied'
  } catch {
    return false
  }
}
