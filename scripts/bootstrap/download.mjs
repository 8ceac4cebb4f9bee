import fs from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const CONNECT_TIMEOUT_MS = 10_000
const IDLE_TIMEOUT_MS = 30_000

/**
 * Downloads a file. An address that does not answer within 10 s, or a transfer that stands still for
 * 30 s, is given up: there is another way to everything that is fetched here.
 * @throws {Error} with a short reason that fits into a sentence.
 */
export async function download(address, file, onProgress) {
  const abort = new AbortController()
  let timer = setTimeout(() => abort.abort(), CONNECT_TIMEOUT_MS)
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => abort.abort(), IDLE_TIMEOUT_MS)
  }
  try {
    const response = await fetch(address, { signal: abort.signal, redirect: 'follow' })
    if (!response.ok) throw new Error(`the download server answered ${response.status}`)
    alive()
    const total = Number(response.headers.get('content-length')) || 0
    let received = 0
    const watch = new Transform({
      transform(chunk, _encoding, done) {
        alive()
        received += chunk.length
        onProgress?.(progressText(received, total))
        done(null, chunk)
      },
    })
    await pipeline(Readable.fromWeb(response.body), watch, fs.createWriteStream(file))
  } catch (error) {
    if (abort.signal.aborted) throw new Error('the download server did not answer in time', { cause: error })
    // fetch tells a broken connection (no such host, refused, no route, reset) by the cause alone.
    throw error.cause?.code ? new Error('no connection to the download server', { cause: error }) : error
  } finally {
    clearTimeout(timer)
  }
}

function progressText(received, total) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)
  return total ? `${megabytes(received)} of ${megabytes(total)} MB` : `${megabytes(received)} MB`
}
