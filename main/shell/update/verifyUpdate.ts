import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { z } from 'zod'
import {
  signedText,
  signedUpdateSchema,
  type UpdateMetadata,
  updateMetadataSchema,
} from '../../../protocol/ipc/update.ts'
import { compareVersions } from './compareVersions.ts'
import { UpdateError } from './UpdateError.ts'

export interface UpdateRules {
  /** An Ed25519 public key, its bytes in base64. */
  readonly key: string
  /** That runs now. */
  readonly version: string
  /** When the newest metadata was signed that has ever been believed here; null: none. */
  readonly seen: string | null
  readonly now: Date
}

/**
 * Reads what a feed has answered, and believes it only if it was signed with the key, is not of the past, and is about a newer
 * version than this one.
 *
 * @returns null where this version is the newest.
 * @throws UpdateError
 */
export function verifyUpdate(text: string, { key, version, seen, now }: UpdateRules): UpdateMetadata | null {
  const signed = parse(signedUpdateSchema, text)
  const bytes = Buffer.from(signedText(signed.metadata))
  if (!verify(null, bytes, keyOf(key), Buffer.from(signed.signature, 'base64')))
    throw new UpdateError('update_bad_signature')
  const metadata = parse(updateMetadataSchema, signed.metadata)
  if (seen !== null && Date.parse(metadata.signedAt) < Date.parse(seen))
    throw new UpdateError('update_replayed')
  if (Date.parse(metadata.expiresAt) < now.getTime()) throw new UpdateError('update_expired')
  const difference = compareVersions(metadata.version, version)
  if (difference < 0) throw new UpdateError('update_older')
  return difference === 0 ? null : metadata
}

function parse<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new UpdateError('update_unreadable')
  }
}

/** The bytes of an Ed25519 key behind the header that every one of them has (RFC 8410). */
function keyOf(key: string): KeyObject {
  const header = Buffer.from('302a300506032b6570032100', 'hex')
  try {
    return createPublicKey({
      key: Buffer.concat([header, Buffer.from(key, 'base64')]),
      format: 'der',
      type: 'spki',
    })
  } catch {
    throw new UpdateError('update_no_key')
  }
}
