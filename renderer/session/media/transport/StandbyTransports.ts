import type { TrackId } from '../../../../protocol/ids.ts'
import type { DtlsParameters } from '../../../../protocol/wire/media/media.ts'
import type { NotificationParams } from '../../../../protocol/wire/notifications.ts'
import type { MethodInput, MethodResult } from '../../../../room/methods.ts'
import type { Outgoing } from '../publishing/Outgoing.ts'
import type { SfuTransports, MediaRequests, SentTrack } from './SfuTransports.ts'

/** What a standby asks of the host. */
export interface StandbyRequests extends MediaRequests {
  prepare(params: MethodInput<'media.prepare'>): Promise<unknown>
}

/** A track of ours that is being sent, and needs a stand-in. */
export interface SentOutgoing extends Omit<Outgoing, 'active'> {
  readonly id: TrackId
}

/** What takes a sent track's place: it sends the same device's track to another worker. */
export interface StandbyProducer extends Pick<SentTrack, 'producer' | 'shape'> {
  readonly track: MediaStreamTrack
}

/**
 * Our end of a second pair of transports, on another media worker: connected, with a resting encoder for each track
 * that we send. When the host's first worker dies, it takes over without a new session description for sending.
 */
export class StandbyTransports {
  readonly media: SfuTransports
  readonly #transport: string
  readonly #requests: StandbyRequests
  readonly #standIns = new Map<TrackId, StandbyProducer>()
  /** For the next request: our DTLS parameters of the receiving transport. */
  #recv: DtlsParameters | undefined
  /** The tracks of the request that is being put together. */
  #ids: readonly TrackId[] = []
  #active = false
  #work: Promise<void>

  /** Begins to connect. Where that fails, the host is never told that it succeeded, and does not rely on it. */
  constructor(
    first: SfuTransports,
    { transports, warmup }: Pick<NotificationParams<'media.standby'>, 'transports' | 'warmup'>,
    requests: StandbyRequests,
  ) {
    this.#transport = transports.send.id
    this.#requests = requests
    const own: MediaRequests = {
      connect: async (params) => {
        if (this.#active) await requests.connect(params)
        else this.#recv = params.dtlsParameters
      },
      produce: (params) => (this.#active ? requests.produce(params) : this.#prepare(params)),
      resume: (params) => requests.resume(params),
      refresh: (params) => requests.refresh(params),
      setLossy: (params) => requests.setLossy(params),
      restartIce: (params) => requests.restartIce(params),
    }
    this.media = first.twin(own, () => this.#active)
    this.media.open(transports)
    this.#work = this.media.receive(warmup)
    this.#work.catch(() => this.close())
  }

  /** Prepares stand-ins for tracks that have none yet. The first call also connects, even without a track. */
  standIn(sent: readonly SentOutgoing[]): void {
    this.#work = this.#work.then(async () => {
      const missing = sent.filter(({ id, track }) => !this.#standIns.has(id) && track.readyState === 'live')
      this.#ids = missing.map(({ id }) => id)
      const made = await this.media.produce(missing.map((one) => ({ ...one, active: false })))
      made.forEach(({ id, producer, shape }, index) => {
        const track = missing[index]?.track
        if (track !== undefined) this.#standIns.set(id, { producer, shape, track })
      })
      if (missing.length === 0 && this.#recv !== undefined) await this.#prepare({ tracks: [] })
    })
    this.#work.catch(() => this.close())
  }

  /** From now on this is the media. @returns the stand-ins, by the track whose place they take. */
  takeOver(): ReadonlyMap<TrackId, StandbyProducer> {
    this.#active = true
    return this.#standIns
  }

  close(): void {
    if (!this.#active) this.media.close()
  }

  async #prepare({
    dtlsParameters,
    tracks,
  }: MethodInput<'media.produce'>): Promise<MethodResult<'media.produce'>> {
    const ids = [...this.#ids]
    const recv = this.#recv
    this.#recv = undefined
    await this.#requests.prepare({
      transport: this.#transport,
      ...(dtlsParameters === undefined ? {} : { send: dtlsParameters }),
      ...(recv === undefined ? {} : { recv }),
      tracks: ids.flatMap((track, index) => {
        const rtpParameters = tracks[index]?.rtpParameters
        return rtpParameters === undefined ? [] : [{ track, rtpParameters }]
      }),
    })
    return { tracks: ids }
  }
}
