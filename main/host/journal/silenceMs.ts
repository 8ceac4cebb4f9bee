import type { BootTime, Kept } from '../../storage/journal/JournalStore.ts'

/**
 * How long ago something was last written. The clock of the wall may have been set meanwhile, or be wrong until a network is
 * there: it counts only where the computer was started anew. One that was set back says nothing.
 *
 * @returns milliseconds; 0 for a store that never was written to.
 */
export function silenceMs(
  { at, boot }: Pick<Kept, 'at' | 'boot'>,
  now: { at: number; boot: BootTime | null },
): number {
  if (at === null) return 0
  const sameStart = boot !== null && now.boot?.boot === boot.boot
  const since = sameStart ? (now.boot?.upMs ?? 0) - boot.upMs : -1
  // In some containers, uptime begins anew with each start of the container.
  return since >= 0 ? since : Math.max(0, now.at - at)
}
