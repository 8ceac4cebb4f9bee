/** The names under which Apple's format keeps PNG pictures, by their width in pixels. */
const APPLE_TYPES = {
  16: 'icp4',
  32: 'icp5',
  64: 'icp6',
  128: 'ic07',
  256: 'ic08',
  512: 'ic09',
  1024: 'ic10',
}
/** Larger ones the Windows format cannot hold. */
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256]

/**
 * A Windows icon file: a directory, then the PNG pictures.
 * @param {ReadonlyMap<number, Buffer>} pictures PNG files by width in pixels.
 */
export function windowsIcons(pictures) {
  const chosen = WINDOWS_SIZES.map((size) => ({ size, picture: pictures.get(size) }))
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(chosen.length, 4)
  let offset = 6 + 16 * chosen.length
  const entries = chosen.map(({ size, picture }) => {
    const entry = Buffer.alloc(16)
    // A byte of 0 stands for 256.
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(picture.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += picture.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...chosen.map(({ picture }) => picture)])
}

/**
 * An Apple icon file: named chunks, each with a PNG picture.
 * @param {ReadonlyMap<number, Buffer>} pictures PNG files by width in pixels.
 */
export function appleIcons(pictures) {
  const chunks = Object.entries(APPLE_TYPES).map(([size, type]) => chunk(type, pictures.get(Number(size))))
  return chunk('icns', Buffer.concat(chunks))
}

function chunk(type, content) {
  const header = Buffer.alloc(8)
  header.write(type, 0, 'latin1')
  header.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([header, content])
}
