import { expect, test } from 'vitest'
import { outsideLink } from '../../../main/shell/outsideLink.ts'

test.each([
  ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
  ['http://example.org', 'http://example.org/'],
  ['mailto:someone@example.org', 'mailto:someone@example.org'],
])('%s opens outside', (address, opened) => {
  expect(outsideLink(address)).toBe(opened)
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
  [''],
])('%s does not', (address) => {
  expect(outsideLink(address)).toBeNull()
})
