import { createInstance } from 'i18next'
import { expect, test } from 'vitest'
import { installersPage } from '../../../main/api/pages/installersPage.ts'
import { type HostProof, trustPage } from '../../../main/api/pages/trustPage.ts'
import { en } from '../../../renderer/locales/en.ts'
import { localeOptions } from '../../../renderer/locales/localeOptions.ts'
import { pseudoLocale } from '../../../renderer/locales/pseudoLocale.ts'

const pseudo = createInstance()
void pseudo.init({ ...localeOptions, lng: 'xx', resources: { xx: { hearth: pseudoLocale(en) } } })
const texts = { t: pseudo.t, language: 'xx' }

const proof: HostProof = { fingerprint: 'A'.repeat(43), certificate: 'AB:CD', expiresAt: 0, selfSigned: true }
const installer = { name: 'Hearth.deb', bytes: 5_000_000, sha256: 'f00d' }
const GIVEN = [proof.fingerprint, proof.certificate, installer.name, installer.sha256, '1970-01-01']

/** What stands on a page without having come from the catalogue. */
function strangers(page: string): string[] {
  return page
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/⟦[^⟧]*⟧/g, '')
    .replaceAll('<wbr />', '')
    .replace(' – Hearth</title>', '</title>')
    .replace(/<dd class="words">.*?<\/dd>/s, '')
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter((text) => text !== '' && !GIVEN.includes(text))
}

test.each([
  ['of a host with a certificate of its own', () => trustPage(texts, proof)],
  ['of a host with an authority’s certificate', () => trustPage(texts, { ...proof, selfSigned: false })],
  ['of a host behind a proxy', () => trustPage(texts, null)],
  ['with installers', () => installersPage(texts, [installer, { ...installer, bytes: 1000 }])],
  ['without installers', () => installersPage(texts, [])],
])('the page %s has all its texts from the catalogue, and says in which language', async (_which, draw) => {
  const page = String(await draw())
  expect(page).toContain('<html lang="xx">')
  expect(page).toContain('⟦')
  expect(strangers(page)).toEqual([])
})

test('a text of no catalogue would be found', () => {
  expect(strangers('<p>⟦Åƀç⟧</p><p>Plain</p>')).toEqual(['Plain'])
})
