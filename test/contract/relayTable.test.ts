import { expect, test } from 'vitest'
import { relayTypes } from '../../protocol/wire/relay.ts'
import { textOf } from '../fixtures/sourceFiles.ts'

test('docs/protocol.md says of each type of the relay what the code says', () => {
  const [, section = ''] = textOf('docs/protocol.md').split('\n## The relay\n')
  const told = [...section.matchAll(/^\| `(\w+)` +\| (the peer `to`|all others) +\| ([^|]+?) +\|/gm)]
  expect(told.map(([, ...cells]) => cells)).toEqual(
    Object.entries(relayTypes).map(([type, { reaches, rate }]) => [
      type,
      reaches === 'one' ? 'the peer `to`' : 'all others',
      `${rate.burst}, ${rate.perSecond}/s`,
    ]),
  )
})
