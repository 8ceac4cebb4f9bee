import type { Right } from '../protocol/roles.ts'

/** What a meeting can do besides people and media, as `host.hello` names it. A name, once published, keeps its meaning. */
export const FEATURES = ['chat', 'hands', 'reactions', 'moderation', 'spotlight', 'lobby'] as const
export type FeatureName = (typeof FEATURES)[number]

/** The feature that a right belongs to; null: every host has it. */
export const FEATURE_OF: Readonly<Record<Right, FeatureName | null>> = {
  'chat.send': 'chat',
  'hand.raise': 'hands',
  'reaction.send': 'reactions',
  'media.microphone': null,
  'media.camera': null,
  'media.screen': null,
  'moderation.mute': 'moderation',
  'moderation.remove': 'moderation',
  'roles.set': 'moderation',
  'roles.handOver': 'moderation',
  'stage.spotlight': 'spotlight',
  'lobby.admit': 'lobby',
  'lobby.lock': 'lobby',
}
