import { readFile, stat } from 'node:fs/promises'
import { readPlainText } from '../../../protocol/plainText.ts'
import type { PolicySource } from './parsePolicy.ts'
import { readRegistryPolicy } from './readRegistryPolicy.ts'

/** A policy is a handful of lines; anything much longer is something else. */
const MAX_BYTES = 65_536

export interface PolicyPlace {
  readonly platform: NodeJS.Platform
  /** A file in place of the system's own. Only ever given where the app runs from its source. */
  readonly file: string | null
}

/** Looks where administrators of this system put policies: only they can write there. */
export async function loadPolicy({ platform, file }: PolicyPlace): Promise<PolicySource> {
  if (file !== null) return policyFile(file)
  switch (platform) {
    case 'win32':
      return readRegistryPolicy()
    case 'darwin':
      return policyFile('/Library/Application Support/Hearth/policy.json')
    default:
      return policyFile('/etc/hearth/policy.json')
  }
}

/** A file that is missing is no policy; one that is there and cannot be read is a broken one. */
async function policyFile(path: string): Promise<PolicySource> {
  try {
    const { size } = await stat(path)
    if (size > MAX_BYTES) return { type: 'unreadable' }
    const read = readPlainText(await readFile(path))
    return read.ok ? { type: 'text', text: read.text } : { type: read.problem }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? { type: 'none' } : { type: 'unreadable' }
  }
}
