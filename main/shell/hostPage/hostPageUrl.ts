import type { IpcParams } from '../../../protocol/ipc/ipc.ts'
import { hostOrigin } from '../trust/hostOrigin.ts'

/** @returns null for a base that is not one of a host with a certificate. */
export function hostPageUrl({ base, page, room, name }: IpcParams<'hostPage.open'>): URL | null {
  if (hostOrigin(base) === null) return null
  if (page === 'installers') return new URL('installers', base)
  const address = new URL(base)
  address.searchParams.set('room', room)
  if (name !== '') address.searchParams.set('username', name)
  return address
}
