import { describe, expect, it } from 'vitest'
import { cacheDirectory } from '../../../scripts/bootstrap/paths.mjs'

describe('cacheDirectory', () => {
  it('is where HEARTH_CACHE says, on every platform', () => {
    expect(cacheDirectory({ HEARTH_CACHE: '/srv/cache', XDG_CACHE_HOME: '/x' }, 'linux', '/home/ada')).toBe(
      '/srv/cache',
    )
    expect(cacheDirectory({ HEARTH_CACHE: 'D:\\cache' }, 'win32', 'C:\\Users\\ada')).toBe('D:\\cache')
  })

  it('follows each platform otherwise', () => {
    expect(cacheDirectory({}, 'linux', '/home/ada')).toBe('/home/ada/.cache/hearth')
    expect(cacheDirectory({ XDG_CACHE_HOME: '/x' }, 'linux', '/home/ada')).toBe('/x/hearth')
    expect(cacheDirectory({}, 'darwin', '/Users/ada')).toBe('/Users/ada/Library/Caches/hearth')
    expect(cacheDirectory({ LOCALAPPDATA: 'C:\\L' }, 'win32', 'C:\\Users\\ada')).toBe('C:\\L\\hearth\\cache')
    expect(cacheDirectory({}, 'win32', 'C:\\Users\\ada')).toBe(
      'C:\\Users\\ada\\AppData\\Local\\hearth\\cache',
    )
  })

  it('ignores a relative XDG_CACHE_HOME', () => {
    expect(cacheDirectory({ XDG_CACHE_HOME: 'cache' }, 'linux', '/home/ada')).toBe('/home/ada/.cache/hearth')
  })
})
