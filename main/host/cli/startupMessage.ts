import type { TFunction } from 'i18next'
import type { HostLinks } from './hostLinks.ts'

/** What the command line says once it hosts: for whom each link is. A browser opens only the address that a link begins with. */
export function startupMessage(t: TFunction, links: HostLinks): string {
  return [t('command.hosting'), linksText(t, links), t('command.stop'), '', ''].join('\n')
}

/** What it says when others reach the host another way than before; empty where nothing is new. */
export function newsText(t: TFunction, before: HostLinks, now: HostLinks): string {
  const near = hostsOf(now, (one) => one.for !== 'outside' && one.for !== 'here')
  if (near !== hostsOf(before, (one) => one.for !== 'outside' && one.for !== 'here'))
    return [
      ...(near === '' ? [t('command.noNetwork')] : [t('command.moved'), linksText(t, now)]),
      '',
      '',
    ].join('\n')
  const outside = now.guests.filter((one) => one.for === 'outside')
  const same =
    hostsOf(now, (one) => one.for === 'outside') === hostsOf(before, (one) => one.for === 'outside')
  return outside.length === 0 || same
    ? ''
    : [t('command.outside'), ...linesFor(t, outside), '', ''].join('\n')
}

/** The links under their headings: those for guests, then the host link. */
export function linksText(t: TFunction, { guests, host }: HostLinks): string {
  const own = host === null ? [] : [`${t('command.hostLink')}:`, `  ${host}`]
  return [...linesFor(t, guests), ...own].join('\n')
}

/** Where links begin. */
function hostsOf({ guests }: HostLinks, wanted: (one: HostLinks['guests'][number]) => boolean): string {
  return guests
    .filter(wanted)
    .map(({ link }) => new URL(link).host)
    .join(' ')
}

function linesFor(t: TFunction, guests: HostLinks['guests']): string[] {
  return guests.flatMap((one) => [
    `${one.for === 'here' ? t('command.here') : t(`invite.for.${one.for}`)}:`,
    `  ${one.link}`,
  ])
}
