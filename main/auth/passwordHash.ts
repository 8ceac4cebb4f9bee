import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** The work of one hash (RFC 7914): about 80 ms and 32 MiB on an ordinary computer. */
const LOG_COST = 15
const BLOCK_SIZE = 8
const PARALLEL = 1
const BYTES = 32
/** What OpenSSL may take: a little more than N·r·128, which is its default and not enough. */
const MEMORY = 64 * 1024 * 1024

const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]{8,86})\$([\w+/]{8,86})$/

/** Hashes a password with a salt of its own, off the main thread. @returns a PHC string: `$scrypt$ln=15,r=8,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, { ln: LOG_COST, r: BLOCK_SIZE, p: PARALLEL, bytes: BYTES })
  return `$scrypt$ln=${LOG_COST},r=${BLOCK_SIZE},p=${PARALLEL}$${base64(salt)}$${base64(hash)}`
}

/** Whether a password is the one behind a PHC string. @throws Error for a string that is none of ours. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const [, ln, r, p, salt = '', hash = ''] = PHC.exec(phc) ?? []
  if (hash === '') throw new Error('The kept hash of a password cannot be read.')
  const expected = Buffer.from(hash, 'base64')
  const work = { ln: Number(ln), r: Number(r), p: Number(p), bytes: expected.length }
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), work), expected)
}

interface Work {
  /** Of the cost N: its logarithm to base 2. */
  readonly ln: number
  readonly r: number
  readonly p: number
  readonly bytes: number
}

function derive(password: string, salt: Buffer, { ln, r, p, bytes }: Work): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, bytes, { N: 2 ** ln, r, p, maxmem: MEMORY }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

/** As PHC strings have it: without the padding. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
