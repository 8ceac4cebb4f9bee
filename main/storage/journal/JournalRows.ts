/** What a store's tables hold, row by row, as nobody has looked at it yet: `parseJournal.ts` does. */
export interface JournalRows {
  readonly rooms: readonly unknown[]
  readonly events: readonly unknown[]
  readonly sessions: readonly unknown[]
  readonly answers: readonly unknown[]
  readonly lives: readonly unknown[]
}
