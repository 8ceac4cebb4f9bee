import type { Battery, Power } from '../../../protocol/power.ts'

/** As much of Electron's `powerMonitor` as is used. */
export interface PowerSigns {
  on(event: 'suspend' | 'resume' | 'on-battery' | 'on-ac', happened: () => void): unknown
  isOnBatteryPower(): boolean
}

export interface PowerMonitorOptions {
  readonly signs: PowerSigns
  /** Called on every change, and before the computer falls asleep. */
  readonly changed: (power: Power) => void
  /** Called when it has woken up, after `changed`. */
  readonly woke: () => void
}

/** Per cent: finer steps would be news that nobody needs. */
const STEP = 5

/** Follows what this computer runs on: the system says when that changes, the page how full the battery is. */
export class PowerMonitor {
  readonly #options: PowerMonitorOptions
  #asleep = false
  #onBattery: boolean
  #percent: number | null = null
  #told: string

  constructor(options: PowerMonitorOptions) {
    this.#options = options
    const { signs, woke } = options
    this.#onBattery = signs.isOnBatteryPower()
    this.#told = JSON.stringify({ type: 'mains' })
    signs.on('on-battery', () => this.#setOnBattery(true))
    signs.on('on-ac', () => this.#setOnBattery(false))
    signs.on('suspend', () => this.#setAsleep(true))
    signs.on('resume', () => {
      this.#setAsleep(false)
      woke()
    })
    this.#tell()
  }

  /** Systems that do not say themselves what they run on let a page know. */
  setBattery({ charging, percent }: Battery): void {
    this.#percent = Math.round(percent / STEP) * STEP
    this.#setOnBattery(!charging)
  }

  #setOnBattery(onBattery: boolean): void {
    this.#onBattery = onBattery
    this.#tell()
  }

  #setAsleep(asleep: boolean): void {
    this.#asleep = asleep
    this.#tell()
  }

  #tell(): void {
    const power = this.#power()
    const text = JSON.stringify(power)
    if (text === this.#told) return
    this.#told = text
    this.#options.changed(power)
  }

  #power(): Power {
    if (this.#asleep) return { type: 'asleep' }
    return this.#onBattery ? { type: 'battery', percent: this.#percent } : { type: 'mains' }
  }
}
