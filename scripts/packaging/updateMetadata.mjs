import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../bootstrap/failure.mjs'

/** What the app asks a feed for. */
export const METADATA_NAME = 'hearth-update.json'
const KINDS = {
  '.deb': 'deb',
  '.rpm': 'rpm',
  '.appimage': 'AppImage',
  '.exe': 'nsis',
  '.msi': 'msi',
  '.dmg': 'dmg',
}
/** A feed that nobody has signed for so long may be one that somebody holds back. */
const VALID_DAYS = 180

/**
 * The key that signs updates, where the environment has one: `HEARTH_UPDATE_SIGNING_KEY` is an Ed25519 private key as PEM, or
 * the path of a file with it.
 * @throws {Failure} where it is none.
 */
export function signingKey(env) {
  const given = env.HEARTH_UPDATE_SIGNING_KEY
  if (!given) return null
  try {
    const key = createPrivateKey(given.includes('PRIVATE KEY') ? given : fs.readFileSync(given))
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('It is of another kind.')
    return key
  } catch (error) {
    throw new Failure(
      `HEARTH_UPDATE_SIGNING_KEY is no Ed25519 private key (${error.message}). Make one with: openssl genpkey -algorithm ed25519`,
    )
  }
}

/** The public half, as the app and the policy have it: 32 bytes in base64. */
export function publicKeyOf(key) {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')
}

function kindOf(name) {
  return KINDS[path.extname(name).toLowerCase()]
}

/**
 * Writes the signed metadata of the packages in a folder beside them. @returns its path; null without any package.
 * @throws {Failure} where the app would not believe what it says, as with a name that it refuses.
 */
export async function writeUpdateMetadata(folder, key, { version, arch = process.arch, now = new Date() }) {
  const { signedText, updateFileSchema } = await import('../../protocol/ipc/update.ts')
  const names = fs.readdirSync(folder).filter((name) => kindOf(name) !== undefined)
  if (names.length === 0) return null
  const files = []
  for (const name of names.sort()) {
    const hash = createHash('sha256')
    await pipeline(fs.createReadStream(path.join(folder, name)), hash)
    const { size } = fs.statSync(path.join(folder, name))
    const kind = kindOf(name)
    const built = kind === 'dmg' ? 'universal' : arch
    const file = updateFileSchema.safeParse({ name, kind, arch: built, size, sha256: hash.digest('hex') })
    if (!file.success) {
      const what = file.error.issues[0]?.path.join('.') ?? 'file'
      throw new Failure(
        `The app would refuse an update with the package ${JSON.stringify(name)} (${what}), so nothing was signed. Give it another name.`,
      )
    }
    files.push(file.data)
  }
  const expires = new Date(now.getTime() + VALID_DAYS * 86_400_000)
  const metadata = JSON.stringify({
    version,
    signedAt: now.toISOString(),
    expiresAt: expires.toISOString(),
    files,
  })
  const signature = sign(null, Buffer.from(signedText(metadata)), key).toString('base64')
  const file = path.join(folder, METADATA_NAME)
  fs.writeFileSync(file, `${JSON.stringify({ format: 1, metadata, signature })}\n`)
  return file
}
