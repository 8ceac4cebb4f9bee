import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import { limits } from '../../../../protocol/limits.ts'
import type { MethodParams, MethodResult } from '../../../../room/methods.ts'
import type { ConnectivityCheck } from '../../../sfu/session/ConnectivityCheck.ts'
import type { Sfu } from '../../../sfu/Sfu.ts'
import type { SignalingChannel } from '../../../signaling/session/SignalingHandler.ts'
import { networkKey } from '../../../network/networkKey.ts'
import type { CheckQuota } from './CheckQuota.ts'
import { isLoopback } from '../../../network/isLoopback.ts'

export interface CheckHandlersOptions {
  readonly client: SignalingChannel
  readonly sfu: Sfu
  readonly desk: CheckQuota
}

/** One client's check of its connection: a transport at a time, which ends by itself. */
export class CheckHandlers {
  readonly #options: CheckHandlersOptions
  #check: ConnectivityCheck | null = null
  #giveBack: (() => void) | null = null
  #timer: NodeJS.Timeout | undefined
  /** Counts what was asked for, so that the slow answer to an earlier one is not kept. */
  #asked = 0

  constructor(options: CheckHandlersOptions) {
    this.#options = options
  }

  /** @throws ProtocolError `rate_limited` while too many check, `no_media`, `media_held_back`. */
  async open(wish: MethodParams<'check.open'>): Promise<MethodResult<'check.open'>> {
    this.close()
    const { client, sfu, desk } = this.#options
    const asked = this.#asked
    const giveBack = desk.take(networkKey(client.remoteAddress))
    const check = await sfu.openCheck(client.id, wish, client.cameBy).catch((error: unknown) => {
      giveBack()
      throw error
    })
    if (check === null || asked !== this.#asked) {
      giveBack()
      check?.close()
      throw new ProtocolError(check === null ? 'no_media' : 'no_check')
    }
    this.#check = check
    this.#giveBack = giveBack
    this.#timer = setTimeout(() => this.close(), limits.checkMs)
    check.onLost(() => {
      if (this.#check === check) this.close()
    })
    return check.describe(isLoopback(client.remoteAddress))
  }

  /** @throws ProtocolError `no_check`, `bad_params`, `media_failed`. */
  async connect({ dtlsParameters }: MethodParams<'check.connect'>): Promise<MethodResult<'check.connect'>> {
    await this.#opened.connect(dtlsParameters)
    return {}
  }

  /** @throws ProtocolError `no_check`. */
  async fill(): Promise<MethodResult<'check.fill'>> {
    await this.#opened.fill()
    return {}
  }

  /** @throws ProtocolError `no_check`. */
  count(): Promise<MethodResult<'check.count'>> {
    return this.#opened.count()
  }

  close(): MethodResult<'check.close'> {
    this.#asked += 1
    clearTimeout(this.#timer)
    this.#check?.close()
    this.#check = null
    this.#giveBack?.()
    this.#giveBack = null
    return {}
  }

  get #opened(): ConnectivityCheck {
    if (this.#check === null) throw new ProtocolError('no_check')
    return this.#check
  }
}
