import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { linkify } from '../../../renderer/features/chat/linkify.ts'

// Thousands of made-up inputs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const linksOf = (text: string) => linkify(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []))

test.each([
  ['see https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
  ['http://192.168.1.20:8443/?room=demo', ['http://192.168.1.20:8443/?room=demo']],
  ['(https://example.org/x)', ['https://example.org/x']],
  ['write to ann@example.org', ['mailto:ann@example.org']],
  ['mailto:ann@example.org', ['mailto:ann@example.org']],
  ['https://one.example and https://two.example', ['https://one.example', 'https://two.example']],
  ['the file readme.md', []],
  ['//example.org', []],
  ['ftp://example.org', []],
  ['file:///etc/passwd', []],
  ['javascript:alert(1)', []],
  ['JaVaScRiPt://example.org/%0aalert(1)', []],
  ['data:text/html,<script>alert(1)</script>', []],
  ['vbscript:msgbox', []],
  ['hearth://join', []],
])('%j links to %j', (text, links) => {
  expect(linksOf(text)).toEqual(links)
})

const hostile = fc.stringMatching(
  /^(javascript:|data:|https?:\/\/|mailto:|<a href="|\/\/|@|\.|[a-z]|\s){0,12}$/,
)

test('any text: nothing is added or lost, and links lead to the web or to a mailbox only', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), hostile, fc.webUrl()), (text) => {
      const parts = linkify(text)
      expect(parts.map((part) => part.text).join('')).toBe(text)
      for (const href of linksOf(text)) {
        expect(['http:', 'https:', 'mailto:']).toContain(new URL(href).protocol)
      }
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['https://example.org/a', null],
  ['https://EXAMPLE.org', null],
  ['http://192.168.1.20:8443/?room=demo', null],
  ['https://[fe80::1]:8443/', null],
  ['ann@example.org', null],
  ['https://аpple.com/', 'xn--pple-43d.com'],
  ['https://münchen.example', 'xn--mnchen-3ya.example'],
  ['http://2130706433/', '127.0.0.1'],
])('where %s leads is told where it does not say so: %s', (text, host) => {
  expect(linkify(text)).toMatchObject([{ kind: 'link', text, host }])
})
