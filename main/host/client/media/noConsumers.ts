import type { Consumers } from '../../../../protocol/wire/media/media.ts'

/** What somebody is sent who receives nothing. */
export const NO_CONSUMERS: Consumers = { shapes: [], consumers: [] }
