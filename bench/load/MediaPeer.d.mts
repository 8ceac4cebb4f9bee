import type { RtpHeader } from 'werift'
import type { DtlsParameters, Transport } from '../../protocol/wire/media/media.ts'

/** What a host must know to let a peer's DTLS in. */
export const dtlsParameters: DtlsParameters
export class MediaPeer {
  /** By SSRC. */
  readonly streams: ReadonlyMap<number, { readonly count: number }>
  connect(transport: Transport): Promise<void>
  send(header: RtpHeader, payload: Buffer): void
  close(): void
}
