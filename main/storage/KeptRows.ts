/** What a store's tables hold, row by row, as nobody has looked at it yet: `readKept.ts` does. */
export interface KeptRows {
  readonly rooms: readonly unknown[]
  readonly events: readonly unknown[]
  readonly sessions: readonly unknown[]
  readonly answers: readonly unknown[]
  readonly lives: readonly unknown[]
}
