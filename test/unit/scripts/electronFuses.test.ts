import { expect, it } from 'vitest'
import { flipFuses } from '../../../scripts/bootstrap/electronFuses.mjs'

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const program = (row: string, version = 1) =>
  Buffer.concat([
    Buffer.from(`code${SENTINEL}`),
    Buffer.from([version, row.length]),
    Buffer.from(`${row}rest`),
  ])

it('changes the named fuses and nothing else', () => {
  const bytes = program('00001010')
  flipFuses(bytes, { runAsNode: true, nodeCliInspect: true, asarIntegrity: false, browserSnapshot: false })
  expect(bytes).toEqual(program('10010000'))
})

it('refuses what it does not understand', () => {
  expect(() => flipFuses(Buffer.from('no fuses here'), { runAsNode: true })).toThrow('no fuses')
  expect(() => flipFuses(program('00001010', 2), { runAsNode: true })).toThrow('known version')
  expect(() => flipFuses(program('0000'), { browserSnapshot: false })).toThrow('no fuse')
})
