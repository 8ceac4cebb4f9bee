import type { JournalChange } from './JournalChange.ts'
import type { BootTime } from './JournalStore.ts'
import type { JournalRows } from './JournalRows.ts'

/** What a {@link FileJournalStore} asks its thread. Both ends are ours, in one process. */
export type StorageRequest = { readonly id: number } & (
  | { readonly kind: 'open'; readonly path: string; readonly emptyRoom: string }
  | { readonly kind: 'load' }
  | {
      readonly kind: 'write' | 'replace'
      readonly changes: readonly JournalChange[]
      readonly at: number
      readonly boot: BootTime | null
    }
  | { readonly kind: 'close' }
)

/** What a failure means: it may pass, the file is damaged, or somebody has deleted or replaced it. */
export type StorageFault = 'passing' | 'unreadable' | 'gone'

export type StorageAnswer = { readonly id: number } & (
  | { readonly ok: true; readonly rows: JournalRows | null }
  | { readonly ok: false; readonly fault: StorageFault; readonly message: string }
)
