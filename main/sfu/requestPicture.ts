import type { types } from 'mediasoup'

/** Asks for a picture that can be decoded without those before it. */
export function requestPicture(consumer: types.Consumer): void {
  if (consumer.kind !== 'video') return
  // A consumer that closes meanwhile needs no picture any more.
  consumer.requestKeyFrame().catch(() => undefined)
}
