import { expect, test } from 'vitest'
import { externalUrl } from '../../../main/shell/page/externalUrl.ts'

test.each([
  ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
  ['http://example.org', 'http://example.org/'],
  ['mailto:someone@example.org', 'mailto:someone@example.org'],
  [
    'mailto:ada@example.org,bob@example.org?subject=Hi%20you&body=See%0D%0Athis',
    'mailto:ada@example.org,bob@example.org?subject=Hi%20you&body=See%0D%0Athis',
  ],
  ["mailto:ada@example.org?SUBJECT=don't", 'mailto:ada@example.org?subject=don%27t'],
])('%s opens outside', (address, opened) => {
  expect(externalUrl(address)).toBe(opened)
})

test.each([
  ['file:///etc/passwd'],
  ['javascript:alert(1)'],
  ['data:text/html,x'],
  ['smb://server/share'],
  ['ms-msdt:/id'],
  ['hearth-app://app/index.html'],
  ['https://bank.example@evil.example/'],
  [`https://example.org/${'a'.repeat(5000)}`],
  ['about:blank'],
  ['mailto:ada@example.org?attach=/etc/passwd'],
  ['mailto:ada@example.org?subject=x&attachment=/etc/passwd'],
  ['mailto:ada@example.org?subject=x&amp;attach=/etc/passwd'],
  ['mailto:ada@example.org?ATTACH=x'],
  ['mailto:ada@example.org?cc=eve@example.org'],
  ['mailto:ada@example.org?subject=x%0Aattach:%20/etc/passwd'],
  ["mailto:ada@example.org',attachment='/etc/passwd"],
  ['mailto:%22--attach%22@example.org'],
  ['mailto:?subject=nobody'],
  ['mailto:ada@example.org?subject=%ff'],
  [''],
])('%s does not', (address) => {
  expect(externalUrl(address)).toBeNull()
})

test('what may not write mail opens web addresses alone', () => {
  expect(externalUrl('mailto:someone@example.org', ['https:', 'http:'])).toBeNull()
  expect(externalUrl('https://example.org/', ['https:', 'http:'])).toBe('https://example.org/')
})
