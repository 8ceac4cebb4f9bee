import { useState } from 'react'
import { useStore } from 'zustand'
import type { AppNavigator } from './AppNavigator.ts'

export interface StopHosting {
  /** Stops at once where nobody else is there; otherwise asks. Null while this computer does not host. */
  readonly ask: (() => void) | null
  /** How many others it would cut off, while the question is open. */
  readonly others: number | null
  readonly answer: (stop: boolean) => void
}

/** Stopping to host ends the meetings of others, so it asks first. */
export function useStopHosting(model: AppNavigator): StopHosting {
  const [others, setOthers] = useState<number | null>(null)
  const running = useStore(model.store, ({ hosting }) => hosting.state === 'running')
  const ask = async () => {
    const people = (await model.platform.hosting?.people().catch(() => 0)) ?? 0
    const without = people - (model.hostsThisMeeting() ? 1 : 0)
    if (without > 0) setOthers(without)
    else await model.stopHosting()
  }
  const answer = (stop: boolean) => {
    setOthers(null)
    if (stop) void model.stopHosting()
  }
  return { ask: running ? () => void ask() : null, others, answer }
}
