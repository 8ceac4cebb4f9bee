import { describe, expect, it } from 'vitest'
import { nodePackage } from '../../../scripts/bootstrap/node.mjs'
import { compareVersions, MINIMUM_NODE } from '../../../scripts/bootstrap/versions.mjs'

describe('compareVersions', () => {
  it('compares parts as numbers, not as text', () => {
    expect(compareVersions('22.12.0', '22.9.0')).toBeGreaterThan(0)
    expect(compareVersions('20.20.2', '22.12.0')).toBeLessThan(0)
    expect(compareVersions('100.0.0', '24.0.0')).toBeGreaterThan(0)
  })

  it('takes a leading v, a missing part and a prerelease in its stride', () => {
    expect(compareVersions('v24.21.0', '24.21')).toBe(0)
    expect(compareVersions('24.0.0-nightly2025', '24.0.0')).toBe(0)
  })
})

describe('nodePackage', () => {
  it('offers a new enough Node for every desktop platform', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      for (const arch of ['x64', 'arm64'] as const) {
        const { version } = nodePackage(platform, arch)!
        expect(compareVersions(version, MINIMUM_NODE), `${platform} ${arch}`).toBeGreaterThan(0)
      }
    }
  })

  it('knows that the program has another name on Windows', () => {
    expect(nodePackage('win32', 'x64')?.program).toBe('bin/node.exe')
    expect(nodePackage('linux', 'arm64')?.program).toBe('bin/node')
  })

  it('has none for a platform that nobody packages', () => {
    expect(nodePackage('aix', 'ppc64')).toBeUndefined()
  })
})
