import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import type { BootTime } from '../../storage/journal/JournalStore.ts'

/** For how long this computer has been running, which no setting of its clock changes; null where it does not tell its starts apart. */
export function bootTime(): BootTime | null {
  const boot = bootId()
  return boot === null ? null : { boot, upMs: Math.round(uptime() * 1000) }
}

/** Another one after each start of the computer. */
function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    // Only Linux has it.
    return null
  }
}
