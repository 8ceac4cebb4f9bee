import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfiguredCertificate } from '../../../main/tls/loadConfiguredCertificate.ts'
import { createSelfSignedCertificate } from '../../../main/tls/createSelfSignedCertificate.ts'

let folder: string
let made: Awaited<ReturnType<typeof createSelfSignedCertificate>>
const files = () => ({ cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-pem-'))
  made = await createSelfSignedCertificate(null, ['192.168.1.20'], Date.now())
})
afterAll(() => rm(folder, { recursive: true }))

async function saved(how: (text: string) => string | Buffer) {
  await writeFile(files().cert, how(made.cert))
  await writeFile(files().key, how(made.key))
  return loadConfiguredCertificate(files())
}

test('a certificate is read as editors of Windows save it', async () => {
  const plain = await saved((text) => text)
  const windows = await saved((text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`)
  expect(windows.fingerprint).toBe(plain.fingerprint)
})

test('one that is no text says how it is saved', async () => {
  await expect(saved((text) => Buffer.from(`\uFEFF${text}`, 'utf16le'))).rejects.toThrow(
    `${files().cert} is saved as UTF-16. Save it as UTF-8.`,
  )
  const der = Buffer.from('308201b73082015da0030201020208ff', 'hex')
  await expect(saved(() => der)).rejects.toThrow(`${files().cert} is no text, so not in PEM form.`)
})
