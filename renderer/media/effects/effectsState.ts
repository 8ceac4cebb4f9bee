import type { LocalSource } from '../localMediaState.ts'

/** What can stand behind a person, in the order of the choices. `own` is the person's own picture. */
export const BACKGROUNDS = ['none', 'blur', 'strongBlur', 'dusk', 'hills', 'study', 'paper', 'own'] as const
export type Background = (typeof BACKGROUNDS)[number]

export interface EffectsSettings {
  readonly background: Background
  readonly suppressNoise: boolean
}

/** How long one picture or piece of sound takes to work on, and how long it lasts; both in milliseconds. */
export interface EffectCost {
  readonly ms: number
  readonly ofMs: number
  /** Whether the work is done less finely than it could be, so that the machine keeps up. */
  readonly eased: boolean
}

/** One device's effect. It is `waiting` while the device is off: nothing is loaded before there is work. */
export type EffectPhase =
  | { readonly kind: 'off' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'on'; readonly cost: EffectCost | null }

/** An effect that switched itself off: which, why, and on which device. */
export interface EffectEnd {
  readonly source: LocalSource
  readonly why: 'tooSlow' | 'failed'
}

export interface EffectsState {
  readonly wish: EffectsSettings
  readonly camera: EffectPhase
  readonly microphone: EffectPhase
  /** The last one that ended by itself; null once an effect of that device is asked for again. */
  readonly ended: EffectEnd | null
}
