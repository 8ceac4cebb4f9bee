import { errors } from 'mediasoup'
import { ProtocolError } from '../../../protocol/wire/errors.ts'

/**
 * Does work with a client's media parameters.
 *
 * @param failed told of what is not the sender's fault.
 * @throws ProtocolError `bad_params` for those that mediasoup cannot work with, which is the sender's fault, else
 *   `media_failed`.
 */
export async function withProtocolErrors<T>(
  failed: (error: unknown) => void,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const unfit = error instanceof TypeError || error instanceof errors.UnsupportedError
    if (unfit) throw new ProtocolError('bad_params', 'The media parameters do not fit.')
    failed(error)
    throw new ProtocolError('media_failed')
  }
}
