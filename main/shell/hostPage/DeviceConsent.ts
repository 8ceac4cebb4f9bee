import type { PermissionQuestion } from '../page/isGranted.ts'
import type { PermissionRules } from '../page/guardPermissions.ts'

export type Device = 'audio' | 'video'

/** Asks the person whether a host may use some devices. */
export type AskPerson = (devices: readonly Device[]) => Promise<boolean>

/**
 * The permissions of a foreign host's page: camera and microphone once the person has said so in a question of the app's
 * own, and nothing else. What was answered holds for as long as the window is open.
 */
export class DeviceConsent implements PermissionRules {
  readonly #origin: string
  readonly #ask: AskPerson
  readonly #answers = new Map<Device, boolean>()
  /** One question at a time: a page may ask a hundred times a second. */
  #asking: Promise<void> = Promise.resolve()

  /** @param origin of the one page that may ask at all. */
  constructor(origin: string, ask: AskPerson) {
    this.#origin = origin
    this.#ask = ask
  }

  readonly has = (question: PermissionQuestion): boolean => {
    const devices = this.#devicesOf(question)
    return devices.length > 0 && devices.every((device) => this.#answers.get(device) === true)
  }

  readonly gets = async (question: PermissionQuestion): Promise<boolean> => {
    const devices = this.#devicesOf(question)
    if (devices.length === 0) return false
    const turn = this.#asking.then(() => this.#settle(devices))
    this.#asking = turn.catch(() => undefined)
    await turn
    return this.has(question)
  }

  async #settle(devices: readonly Device[]): Promise<void> {
    const open = devices.filter((device) => !this.#answers.has(device))
    // Where one of them was refused the rest would not help.
    if (open.length === 0 || devices.some((device) => this.#answers.get(device) === false)) return
    const allowed = await this.#ask(open)
    for (const device of open) this.#answers.set(device, allowed)
  }

  /** @returns none where somebody else asks, or for something else than a camera or a microphone. */
  #devicesOf({ permission, requester, mediaTypes }: PermissionQuestion): Device[] {
    if (permission !== 'media' || originOf(requester) !== this.#origin) return []
    const types = mediaTypes ?? []
    const known = types.filter((type): type is Device => type === 'audio' || type === 'video')
    return known.length === types.length ? known : []
  }
}

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null
}
