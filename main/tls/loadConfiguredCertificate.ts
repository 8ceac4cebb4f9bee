import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { readPlainText } from '../../protocol/plainText.ts'
import { type Certificate, readCertificate } from './Certificate.ts'

export interface CertificateFiles {
  /** The certificate with those of its authorities, as ACME tools write it: `fullchain.pem`. */
  readonly cert: string
  /** The private key without a password: `privkey.pem`. */
  readonly key: string
}

/**
 * Reads a certificate that an administrator or an ACME tool has put down.
 *
 * @throws an Error with a sentence for the administrator, also while the two files do not belong together: a tool
 *   writes one after the other.
 */
export async function loadConfiguredCertificate(files: CertificateFiles): Promise<Certificate> {
  // One after the other, so that where both are wrong the sentence is about the same one each time.
  const cert = await read(files.cert)
  const key = await read(files.key)
  try {
    createSecureContext({ cert, key })
    return readCertificate(key, cert)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${files.cert} and ${files.key} are not a certificate and its key in PEM form, or do not belong together (${why}).`,
      { cause: error },
    )
  }
}

async function read(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${path} cannot be read (${error.code ?? error.message}).`, { cause: error })
  })
  const read = readPlainText(bytes)
  if (read.ok) return read.text
  throw new Error(
    read.problem === 'utf16'
      ? `${path} is saved as UTF-16. Save it as UTF-8.`
      : `${path} is no text, so not in PEM form. openssl makes that of a file in DER or PFX form.`,
  )
}
