import { useEffect } from 'react'
import type { Platform } from '../../platform/Platform.ts'

/** The part of the Battery Status API that is used; the types leave it out, since not every browser has it. */
interface BatteryManager extends EventTarget {
  readonly charging: boolean
  /** From 0 to 1. */
  readonly level: number
}

/** Tells the host how full this computer's battery is, for as long as it hosts: the others depend on it. */
export function useHostBattery(hosting: Platform['hosting'], running: boolean): void {
  useEffect(() => {
    const { getBattery }: { getBattery?: () => Promise<BatteryManager> } = navigator as object
    if (hosting === null || !running || getBattery === undefined) return undefined
    const stop = new AbortController()
    const follow = (battery: BatteryManager) => {
      const tell = () => {
        const { charging, level } = battery
        hosting.battery({ charging, percent: Math.round(level * 100) }).catch(() => undefined)
      }
      if (stop.signal.aborted) return
      tell()
      battery.addEventListener('chargingchange', tell, stop)
      battery.addEventListener('levelchange', tell, stop)
    }
    // A computer that does not tell has said enough.
    getBattery.call(navigator).then(follow, () => undefined)
    return () => stop.abort()
  }, [hosting, running])
}
