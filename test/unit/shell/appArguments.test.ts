import { expect, test } from 'vitest'
import { appArguments } from '../../../main/shell/launch/appArguments.ts'

const place = { appPath: '/home/ada/hearth', workingDirectory: '/home/ada/hearth' }

test.each([
  [
    ['electron', '.', '--room', 'demo'],
    ['--room', 'demo'],
  ],
  [
    ['electron', '--no-sandbox', '/home/ada/hearth', '--room', 'demo'],
    ['--room', 'demo'],
  ],
  [['electron', '-r', '/x/loader.js', '--inspect=0', '/home/ada/hearth/', '--host'], ['--host']],
  [['electron', '../hearth'], []],
])('a bare Electron: %j', (argv, words) => {
  expect(appArguments({ argv, bare: true, ...place })).toEqual(words)
})

test('a packed app has all words to itself', () => {
  const argv = ['/opt/Hearth/hearth', '--room', '.']
  expect(appArguments({ argv, bare: false, ...place })).toEqual(['--room', '.'])
})
