import type { Source } from '../protocol/wire/media/media.ts'
import type { Right, Role } from '../protocol/roles.ts'

const attendee: readonly Right[] = [
  'chat.send',
  'hand.raise',
  'reaction.send',
  'media.microphone',
  'media.camera',
]
const presenter: readonly Right[] = [...attendee, 'media.screen']
const cohost: readonly Right[] = [
  ...presenter,
  'moderation.mute',
  'moderation.remove',
  'roles.set',
  'stage.spotlight',
  'lobby.admit',
  'lobby.lock',
]
const host: readonly Right[] = [...cohost, 'roles.handOver']

/** The one table of rights. */
export const rights: Readonly<Record<Role, readonly Right[]>> = { host, cohost, presenter, attendee }

/** Who outranks whom; moderation reaches only downwards. */
const rank: Readonly<Record<Role, number>> = { host: 3, cohost: 2, presenter: 1, attendee: 0 }

export function hasRight(role: Role, right: Right): boolean {
  return rights[role].includes(right)
}

export function outranks(role: Role, other: Role): boolean {
  return rank[role] > rank[other]
}

/** The right that sending from a source needs. */
export function rightFor(source: Source): Right {
  switch (source) {
    case 'microphone':
      return 'media.microphone'
    case 'camera':
      return 'media.camera'
    case 'screen':
    case 'screenSound':
      return 'media.screen'
    default:
      return source satisfies never
  }
}
