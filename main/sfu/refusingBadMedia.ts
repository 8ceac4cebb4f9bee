import { errors } from 'mediasoup'
import { ProtocolError } from '../../protocol/errors.ts'

/**
 * Does work with a client's media parameters.
 *
 * @throws ProtocolError `bad_params` for those that mediasoup cannot work with, which is the sender's fault, else
 *   `media_failed`.
 */
export async function refusingBadMedia<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const unfit = error instanceof TypeError || error instanceof errors.UnsupportedError
    if (unfit) throw new ProtocolError('bad_params', 'The media parameters do not fit.')
    throw new ProtocolError('media_failed')
  }
}
