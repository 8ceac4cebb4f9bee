import type { Consumers } from '../../protocol/media.ts'

/** What somebody is sent who receives nothing. */
export const NO_CONSUMERS: Consumers = { shapes: [], consumers: [] }
