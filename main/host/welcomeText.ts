import type { TFunction } from 'i18next'
import { formatInviteLink } from '../../protocol/inviteLink.ts'
import type { HostPlace } from '../../protocol/hostPlace.ts'
import type { RoomName } from '../../protocol/names.ts'
import type { HostAddress } from './createHost.ts'

/** What the command line says once it hosts: for whom each link is. A browser opens only the address that a link begins with. */
export function welcomeText(t: TFunction, host: HostAddress, room: RoomName | null): string {
  const { base, places } = host
  const own = places.some((place) => place.base === base) ? [] : [base]
  return [
    t('command.hosting'),
    ...linesFor(t, host, room, places),
    ...own.flatMap((one) => [
      `${t('command.here')}:`,
      // Loopback means another computer everywhere else, and the others are not needed here.
      `  ${formatInviteLink({ base: one, room, fingerprint: host.fingerprint })}`,
    ]),
    t('command.stop'),
    '',
    '',
  ].join('\n')
}

/** What it says when the router has been asked meanwhile, and leads here; empty where it does not. */
export function outsideText(t: TFunction, host: HostAddress, room: RoomName | null): string {
  const outside = host.places.filter(({ over }) => over === 'outside')
  if (outside.length === 0) return ''
  return [t('command.outside'), ...linesFor(t, host, room, outside), '', ''].join('\n')
}

function linesFor(
  t: TFunction,
  { places, fingerprint }: HostAddress,
  room: RoomName | null,
  wanted: readonly HostPlace[],
): string[] {
  return wanted.flatMap((place) => {
    const others = places.filter((other) => other !== place).map(({ base }) => base)
    const link = formatInviteLink({ base: place.base, room, fingerprint, others })
    return [`${t(`invite.for.${place.over}`)}:`, `  ${link}`]
  })
}
