import type { TFunction } from 'i18next'
import type { HostLinks } from './hostLinks.ts'

/** What the command line says once it hosts: for whom each link is. A browser opens only the address that a link begins with. */
export function welcomeText(t: TFunction, links: HostLinks): string {
  return [t('command.hosting'), linksText(t, links), t('command.stop'), '', ''].join('\n')
}

/** What it says when the router has been asked meanwhile, and leads here; empty where it does not. */
export function outsideText(t: TFunction, { guests }: HostLinks): string {
  const outside = guests.filter((one) => one.for === 'outside')
  if (outside.length === 0) return ''
  return [t('command.outside'), ...linesFor(t, outside), '', ''].join('\n')
}

/** The links under their headings: those for guests, then the host link. */
export function linksText(t: TFunction, { guests, host }: HostLinks): string {
  const own = host === null ? [] : [`${t('command.hostLink')}:`, `  ${host}`]
  return [...linesFor(t, guests), ...own].join('\n')
}

function linesFor(t: TFunction, guests: HostLinks['guests']): string[] {
  return guests.flatMap((one) => [
    `${one.for === 'here' ? t('command.here') : t(`invite.for.${one.for}`)}:`,
    `  ${one.link}`,
  ])
}
