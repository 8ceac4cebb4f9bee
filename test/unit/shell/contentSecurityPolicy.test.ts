import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../../main/shell/page/contentSecurityPolicy.ts'

const directives = new Map(
  contentSecurityPolicy.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ')
    return [name, sources]
  }),
)

test('everything that is not named is refused', () => {
  expect(directives.get('default-src')).toEqual(["'none'"])
})

test('only files of the app run as scripts or WebAssembly, and no text is made a program', () => {
  expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"])
})

test('nothing is sent unencrypted', () => {
  expect(directives.get('connect-src')).toEqual(["'self'", 'https:', 'wss:'])
})
