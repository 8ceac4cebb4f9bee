import { readFile, writeFile } from 'node:fs/promises'

/**
 * A recorded track: `kind`, `clockRate`, `lasts` (in that clock), `lastsMs`, and `packets` with the time of each.
 * A recording of pictures begins with one that can be decoded by itself.
 */
export async function readRecording(file) {
  const { packets, ...about } = JSON.parse(await readFile(file, 'utf8'))
  const read = packets.map(({ payload, ...rest }) => ({ ...rest, payload: Buffer.from(payload, 'base64') }))
  return { ...about, packets: read }
}

export function writeRecording(file, { packets, ...about }) {
  const written = packets.map(({ payload, ...rest }) => ({ ...rest, payload: payload.toString('base64') }))
  return writeFile(file, JSON.stringify({ ...about, packets: written }))
}
