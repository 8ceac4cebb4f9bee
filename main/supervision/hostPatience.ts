import type { HangPatience } from './watchForHang.ts'

/**
 * How long a host may leave its supervisor without an answer: ten seconds. No work of a host holds up its thread for a
 * tenth of that; a computer that has other work may.
 */
export const hostPatience: HangPatience = { lookMs: 2000, looks: 5 }
