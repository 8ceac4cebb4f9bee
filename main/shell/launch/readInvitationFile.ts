import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { linkInInvitation, MAX_INVITATION_BYTES } from '../../../protocol/inviteFile.ts'
import { readPlainText } from '../../../protocol/plainText.ts'
import type { LaunchTarget } from './LaunchTarget.ts'

/**
 * Reads the file of an invitation that the system opens with the app. It is read at once and not in the background: a
 * second start hands the link to the first and is gone.
 *
 * @param word a path, or a `file:` address, which is what Linux desktops hand over. It may be anything; only its first
 *   {@link MAX_INVITATION_BYTES} bytes are looked at.
 */
export function readInvitationFile(word: string): LaunchTarget {
  try {
    const path = word.startsWith('file:') ? fileURLToPath(word) : word
    // Reading a pipe would wait for whoever writes into it.
    if (!statSync(path).isFile()) return { type: 'badFile' }
    const link = linkInInvitation(beginningOf(path))
    return link === null ? { type: 'badFile' } : { type: 'link', link }
  } catch {
    // It went away, or is not ours to read.
    return { type: 'badFile' }
  }
}

function beginningOf(path: string): string {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(MAX_INVITATION_BYTES)
    return textOf(buffer.subarray(0, readSync(file, buffer)))
  } finally {
    closeSync(file)
  }
}

/** Editors of Windows save in UTF-16 as well. What is cut off within a letter, or odd, is nothing of the link. */
function textOf(bytes: Buffer): string {
  const read = readPlainText(bytes)
  if (read.ok) return read.text
  if (read.problem !== 'utf16') return bytes.toString('utf8')
  const [first] = bytes
  return new TextDecoder(first === 0xfe || first === 0 ? 'utf-16be' : 'utf-16le').decode(bytes)
}
