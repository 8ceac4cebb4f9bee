import type { Contacts, ReachFacts, WayFacts } from '../../../protocol/ipc/network.ts'

/** What the app's shell sees of the network; a page alone has no such eyes. */
export interface NetworkProbe {
  way(bases: readonly string[]): Promise<WayFacts>
  reach(): Promise<ReachFacts>
  /** Begins to watch whom the app is in touch with. */
  watch(): Promise<void>
  /** Ends that, and says who it was. */
  contacts(): Promise<Contacts>
}
