import type { types } from 'mediasoup'
import { createOn } from './createOn.ts'

/**
 * Gives the packets with which a worker tries what gets through to its clients a new sequence number. All transports of a
 * mediasoup worker (seen in 3.27) write those packets into one buffer, and each new transport begins its own numbers there at
 * random; so in half of all cases the others' numbers go backwards, and their browsers drop all that follows as replayed.
 * Another new transport gives them another chance. Nothing is sent over it.
 *
 * @param silence a producer of the router, of pictures.
 * @throws Error where the router closes meanwhile.
 */
export async function renewProbeSequence(router: types.Router, silence: types.Producer): Promise<void> {
  const transport = await createOn(router, router.createDirectTransport())
  try {
    await transport.consume({
      producerId: silence.id,
      rtpCapabilities: router.rtpCapabilities,
      paused: true,
    })
  } finally {
    transport.close()
  }
}
