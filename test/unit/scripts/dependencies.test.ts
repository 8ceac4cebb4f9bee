import { describe, expect, it } from 'vitest'
import { dependenciesAreCurrent } from '../../../scripts/bootstrap/dependencies.mjs'
import { npmErrorLine } from '../../../scripts/bootstrap/npm.mjs'

const lockfile = {
  packages: {
    '': { name: 'hearth' },
    'node_modules/ws': { version: '8.23.0', integrity: 'sha512-a' },
    'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-b', optional: true },
  },
}
const ws = { version: '8.23.0', integrity: 'sha512-a' }

describe('dependenciesAreCurrent', () => {
  it('is content with what the lockfile asks for, less the packages of other platforms', () => {
    expect(dependenciesAreCurrent(lockfile, { packages: { 'node_modules/ws': ws } })).toBe(true)
  })

  it('lets npm add a package for this platform that the lockfile does not know', () => {
    const extra = { version: '2.6.8', integrity: 'sha512-d', optional: true }
    const packages = { 'node_modules/ws': ws, 'node_modules/@biomejs/cli-darwin-arm64': extra }
    expect(dependenciesAreCurrent(lockfile, { packages })).toBe(true)
  })

  it.each([
    ['nothing is installed', undefined],
    ['a package is absent', { packages: {} }],
    ['a version differs', { packages: { 'node_modules/ws': { ...ws, version: '8.22.0' } } }],
    ['the content differs', { packages: { 'node_modules/ws': { ...ws, integrity: 'sha512-c' } } }],
    ['a package is left over', { packages: { 'node_modules/ws': ws, 'node_modules/old': ws } }],
  ])('asks for an install when %s', (_, record) => {
    expect(dependenciesAreCurrent(lockfile, record)).toBe(false)
  })
})

describe('npmErrorLine', () => {
  it('passes over codes and paths to the sentence', () => {
    const lines = [
      'npm warn old',
      'npm error code ENOTFOUND',
      'npm error syscall getaddrinfo',
      'npm error network request failed',
      'npm error A complete log of this run',
    ]
    expect(npmErrorLine(lines)).toBe('network request failed')
  })

  it('falls back to the last line, then to saying that there is none', () => {
    expect(npmErrorLine(['Killed'])).toBe('Killed')
    expect(npmErrorLine([])).toBe('npm said nothing')
  })
})
