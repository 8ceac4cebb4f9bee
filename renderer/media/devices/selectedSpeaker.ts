import type { LocalMediaState } from '../localMediaState.ts'

/** The output as `setSinkId` takes it: the chosen speaker while it is there, else the system's default. */
export function selectedSpeaker({ chosen, speakers }: Pick<LocalMediaState, 'chosen' | 'speakers'>): string {
  return speakers.find(({ id }) => id === chosen.speaker)?.id ?? ''
}
